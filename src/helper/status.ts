import type { Work } from './carry-out.ts';
import type { DeskOptions } from './desk.ts';
import { done, type Final } from './final.ts';
import type { HalfDone } from './half-done.ts';
import { notedSince } from './note.ts';
import { helperFiles } from './own-files.ts';

/** How long a status waits for an activation that an earlier helper has begun. */
const SETTLING_MS = 60_000;
const SETTLE_AGAIN_MS = 200;

/** What is going on. What is half done is settled first, if that does not take long. Rejects only when aborted. */
export async function statusOf(
  { program, settings, clock }: Pick<DeskOptions, 'program' | 'settings' | 'clock'>,
  halfDone: HalfDone,
  running: () => { verb: Work['verb']; since: number } | undefined,
  signal: AbortSignal,
): Promise<Final> {
  if (!running()) await halfDone.quiet();
  const isHalfDone = () => !running() && halfDone.isThere;
  for (const startedAt = clock.now(); isHalfDone() && clock.now() - startedAt < SETTLING_MS; ) {
    if (!(await halfDone.settle())) continue;
    // What hangs is not waited for again and again.
    if (clock.now() - (notedSince(settings.state) ?? startedAt) > settings.activationLimitMs) break;
    await clock.sleep(SETTLE_AGAIN_MS, signal);
  }
  const since = notedSince(settings.state);
  const { settled } = halfDone;
  const work = running();
  const busy = work
    ? { busyWith: work.verb, since: work.since }
    : isHalfDone() && { busyWith: 'activate-generation' as const, ...(since && { since }) };
  return done({
    type: 'status',
    version: 1,
    ...busy,
    ...(settled && { settled }),
    files: helperFiles(program),
  });
}
