import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '#base/durable-file.ts';
import { intendToAdd } from '#nix/configuration/intent-to-add.ts';
import { writeManaged } from '#nix/configuration/managed-file.ts';
import { MANAGED_MODULE } from '#nix/managed-config.ts';
import { whyNotAllowed } from '../allowed-config.ts';
import { whyNotTrusted } from '../configuration-trust.ts';
import { done, type Final, refused } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { inOwnFormatting, keepOwnFormatting } from '../own-formatting.ts';

/** Replaces the managed file, and puts the module that reads it beside it when that is not there yet. */
export async function setManaged(
  { content, expected }: CallOf<'set-managed'>,
  { settings, program, commit }: Job,
): Promise<Final> {
  const { places } = settings;
  const distrusted = whyNotTrusted(settings);
  if (distrusted) return distrusted;
  const why = content && whyNotAllowed(content);
  if (why) return refused('not-allowed', why);
  const lasting = commit();
  keepOwnFormatting(settings);
  const written = writeManaged(places, content && (inOwnFormatting(content, settings) ?? content), expected);
  if (written.type === 'busy') return refused('busy', 'Another process is writing the managed file.');
  if (written.type === 'stale')
    return refused('stale', 'The managed file has been changed by somebody else meanwhile.');
  try {
    const module = join(places.configuration, MANAGED_MODULE);
    if (content && !existsSync(module))
      writeDurably(module, readFileSync(join(program.home, 'nix', MANAGED_MODULE)), { mode: 0o644 });
    await intendToAdd(places, settings.environment, lasting);
  } catch (error) {
    writeManaged(places, written.before, written.hash);
    throw error;
  }
  return done({ type: 'managed', hash: written.hash });
}
