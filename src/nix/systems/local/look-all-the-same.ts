import { existsSync } from 'node:fs';
import { NixError } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import type { LocalSystem } from './local-system.ts';
import { look } from './look.ts';

/** These need neither a profile that leads to a system nor a managed file that can be read. */
const NEED_NO_SYSTEM: ReadonlySet<Request['intent']> = new Set([
  'list_generations',
  'search_packages',
  'service_logs',
  'disk_usage',
  'metrics',
]);

/** What can be told though the system is in a bad state, which `error` says; undefined when nothing can. */
export async function lookAllTheSame(
  error: unknown,
  [request, ...more]: readonly Request[],
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (!(error instanceof NixError) || error.code !== 'bad-state') return undefined;
  if (!request || more.length > 0 || !NEED_NO_SYSTEM.has(request.intent)) return undefined;
  // Where there is no Nix at all, that is what there is to tell.
  if (!existsSync(system.places.store)) return undefined;
  return look(request, system, signal);
}
