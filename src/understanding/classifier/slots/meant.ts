import type { Sentence } from '../features.ts';
import type { Spot } from '../spots.ts';

/** Between two names: the second is meant and not the first. */
const TAKES_BACK = new Set(
  'no wait scratch sorry mean meant actually rather oops correction strike hmm'.split(' '),
);
/** In front of a name that is not meant. */
const EXCLUDES = new Set('not scratch than forget'.split(' '));
const CONNECTS = new Set('and plus with along also as well both the a then or even including'.split(' '));

export type Named = 'packages' | 'services' | 'options';

/** Names of a kind that are meant: the last meaning of a sentence that corrects itself, without what it excludes. */
export function meantSpots({ words, spots }: Sentence, kind: Named): readonly Spot[] {
  const named = spots.filter((spot) => (spot[kind]?.length ?? 0) > 0);
  const sure = named.filter(({ isEveryday }) => !isEveryday);
  const kept = sure.length > 0 ? sure : named;
  const from = takenBackBefore(kept, words) ?? 0;
  return without(
    kept.filter((spot) => spot.from >= from),
    words,
  );
}

/** Where the last of `spots` begins that takes back those before it; undefined when none does. */
export function takenBackBefore(spots: readonly Spot[], words: readonly string[]): number | undefined {
  for (let at = spots.length - 1; at > 0; at--) {
    const { from } = spots[at] as Spot;
    const between = words.slice((spots[at - 1] as Spot).to, from);
    if (
      between.some(
        (word, index) => TAKES_BACK.has(word) || (word === 'check' && between[index + 1] === 'that'),
      )
    )
      return from;
    if (between.join(' ').includes('make that')) return from;
  }
  return undefined;
}

function without(spots: readonly Spot[], words: readonly string[]): readonly Spot[] {
  const wanted = spots.filter(({ from }) => {
    const before = words[from - 1] ?? '';
    return !EXCLUDES.has(before) && !(before === 'of' && words[from - 2] === 'instead');
  });
  return wanted.length > 0 ? wanted : spots;
}

/** Whether the names stand in a row, with nothing between them but "and" and the like. */
export function areEnumerated(spots: readonly Spot[], { words }: Sentence): boolean {
  return spots.every((spot, at) => {
    const before = spots[at - 1];
    return before === undefined || words.slice(before.to, spot.from).every((word) => CONNECTS.has(word));
  });
}
