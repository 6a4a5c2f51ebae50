import { aborted } from '#base/aborted.ts';
import type { Clock } from '#base/clock.ts';
import type { State } from '#dialogue/state.ts';
import type { Ears } from '#ports.ts';
import { typed } from '#recognition/heard.ts';
import { untilAborted } from '#recognition/until-aborted.ts';
import type { TurnWatch } from './turn-watch.ts';

/** What people type for yes and no; spoken, these letters are words. */
export function inFull(line: string): string {
  const letter = line.trim().toLowerCase();
  return letter === 'y' ? 'yes' : letter === 'n' ? 'no' : line;
}

/** Lines as ears. With `isOver`, the next line waits until the turn of the one before is. */
export function typedEars(
  lines: AsyncIterable<string>,
  clock: Clock,
  waiting?: { watch: TurnWatch; isOver(state: State): boolean },
): Ears {
  return async function* (_expecting, signal) {
    for await (const line of untilAborted(lines, signal)) {
      if (line.trim() === '') continue;
      const over = waiting?.watch.turnOver(waiting.isOver);
      yield typed(inFull(line));
      if (over !== undefined) await clock.waitFor(Promise.race([over, aborted(signal)]));
    }
  };
}
