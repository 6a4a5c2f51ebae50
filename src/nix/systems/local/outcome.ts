import { diskTroubleOf } from '#base/disk-trouble.ts';
import { isAbort, NixError } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import { DaemonError } from '../../daemon/daemon-error.ts';
import { classifyMessage } from '../../failures/classify.ts';
import { failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { deadBytes } from './look-machine.ts';

const NO_DAEMON: ReadonlySet<string> = new Set([
  'no-daemon',
  'refused',
  'daemon-gone',
  'no-answer',
  'protocol',
]);

/** What went wrong at an edge while nothing was changed, as an answer. Other errors, and our own bugs, are thrown. */
export function outcomeOf(error: unknown, { places }: LocalSystem, signal: AbortSignal): Answer {
  if (isAbort(error, signal)) return { type: 'cancelled', restored: true };
  const trouble = diskTroubleOf(error);
  if (trouble) return { type: 'failed', code: trouble, restored: true };
  if (!(error instanceof NixError)) throw error;
  if (NO_DAEMON.has(error.code)) return { type: 'failed', code: 'no-daemon', restored: true };
  if (!(error instanceof DaemonError)) throw error;
  return failed(classifyMessage(error.message, places), true);
}

/** Who has no room is told what collecting garbage would free. Nothing is collected. */
export async function withFreeable(
  answer: Answer,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Answer> {
  if (answer.type !== 'failed' || answer.code !== 'no-space' || signal.aborted) return answer;
  const freeableBytes = await deadBytes(system, signal);
  return freeableBytes === undefined ? answer : { ...answer, freeableBytes };
}
