import type { Clock } from '#base/clock.ts';
import type { ModelProgress } from '#models/progress.ts';
import { sayDuration } from '#phrasing/say-duration.ts';
import { saySize } from '#phrasing/say-size.ts';

/** Lines stay on the terminal and are read out by screen readers: one at the start of a phase, then only so often. */
const EVERY_SHARE = 0.1;
const EVERY_MS = 5_000;
const LEAST_MS = 300;

/** Which steps of a pull are worth a line. */
export function modelProgressPace(clock: Clock): (progress: ModelProgress) => boolean {
  let last: { progress: ModelProgress; at: number } | undefined;
  return (progress) => {
    const at = clock.now();
    const isNext = last?.progress.phase !== progress.phase;
    const gained = (progress.done - (last?.progress.done ?? 0)) / progress.total;
    const passedMs = at - (last?.at ?? 0);
    if (!isNext && passedMs < EVERY_MS && (gained < EVERY_SHARE || passedMs < LEAST_MS)) return false;
    last = { progress, at };
    return true;
  };
}

const DOING: Record<ModelProgress['phase'], string> = {
  downloading: 'Downloading',
  checking: 'Checking',
  unpacking: 'Unpacking',
};

/** "Downloading small-en-us: 30 percent of 41 megabytes, about ten seconds to go." */
export function modelProgressInWords(
  name: string,
  { phase, done, total, remainingMs }: ModelProgress,
): string {
  const share = `${Math.floor((100 * done) / total)} percent of ${saySize(total)}`;
  const left = remainingMs === undefined || done === total ? '' : `, ${sayDuration(remainingMs)} to go`;
  return `${DOING[phase]} ${name}: ${share}${left}.`;
}
