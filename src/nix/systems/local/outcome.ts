import { diskTroubleOf } from '#base/disk-trouble.ts';
import { isAbort, NixError } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import { DaemonError } from '../../daemon/daemon-error.ts';
import type { FailureCode } from '../../failure-code.ts';
import { classifyMessage } from '../../failures/classify.ts';
import { HelperError } from '../../privileged/helper-error.ts';
import { failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { deadBytes } from './store-sizes.ts';

type Broken = Extract<Answer, { type: 'failed' | 'cancelled' }>;

/** What is said of an error; of others its own message. */
const SAID: Partial<Record<NixError['code'], FailureCode>> = {
  'no-daemon': 'no-daemon',
  'daemon-gone': 'no-daemon',
  'no-answer': 'no-daemon',
  refused: 'daemon-refuses',
  protocol: 'daemon-version',
  'not-installed': 'no-nix',
  'no-services': 'no-services',
  'no-git': 'no-git',
  'git-locked': 'git-locked',
  'no-configuration': 'no-configuration',
};

/** What went wrong at an edge while nothing was changed, as an answer. Other errors, and our own bugs, are thrown. */
export function outcomeOf(error: unknown, system: LocalSystem, signal: AbortSignal): Broken {
  if (isAbort(error, signal)) return { type: 'cancelled', restored: true };
  const trouble = diskTroubleOf(error);
  if (trouble) return { type: 'failed', code: trouble, restored: true };
  if (!(error instanceof NixError)) throw error;
  if (error instanceof DaemonError) return failed(classifyMessage(error.message, system.places), true);
  const code = codeOf(error, system);
  if (code === undefined) throw error;
  return { type: 'failed', code, restored: true };
}

function codeOf(error: NixError, { database }: LocalSystem): FailureCode | undefined {
  if (error instanceof HelperError) return error.code === 'refused' ? 'not-permitted' : 'no-helper';
  // A daemon that cannot read it hangs up without a word.
  const isHungUp = error.code === 'daemon-gone' || error.code === 'refused';
  const read = isHungUp ? database.read(() => undefined) : undefined;
  const isDamaged = read?.type === 'refused' && (read.why === 'malformed' || read.why === 'wrong-schema');
  return isDamaged ? 'broken-state' : SAID[error.code];
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
