import { dateSlots, isDateExpected } from './date-slots.ts';
import { dateAt } from './dates.ts';
import { durationAt, durationIso } from './duration.ts';
import { countAt, NOUNS, presentAt } from './generation-words.ts';
import type { Slots } from './intent.ts';
import { readNumberList } from './number-list.ts';
import { numbersAt } from './numbers.ts';
import type { Words } from './words.ts';

/** Which generations are to go, from whatever words: by age, by how many stay, or by number; `{}` when it is not told. */
export function deletionWords({ words, breaks }: Words): Slots {
  return age(words) ?? numbers(words, breaks) ?? kept(words) ?? {};
}

/** "A month" in "a month old"; of a day with a name, what was before it. */
function age(words: readonly string[]): Slots | undefined {
  for (let at = 0; at < words.length; at++) {
    const duration = durationAt(words, at);
    // "The last hour" is no age, and a count of days is one wherever it stands.
    if (duration) return { older_than: duration.text, iso: durationIso(duration.text) };
    const date = dateAt(words, at);
    if (date && date.iso !== 'P0D' && (!date.weak || isDateExpected(words, at)))
      return dateSlots('older_than', { ...date, spoken: date.spoken.replace(/^(?:before|prior to) /, '') });
  }
  return undefined;
}

const LIST_WORDS = new Set('and to through until till'.split(' '));

/** "Generations three four and seven": as many words as make a list of numbers. */
function numbers(words: readonly string[], breaks: ReadonlySet<number>): Slots | undefined {
  for (let at = 1; at < words.length; at++) {
    if (!NOUNS.has(words[at - 1] as string) || numbersAt(words, at).length === 0) continue;
    let to = at;
    while (to < words.length && (numbersAt(words, to).length > 0 || LIST_WORDS.has(words[to] as string)))
      to++;
    for (; to > at; to--) {
      const inside = new Set([...breaks].filter((mark) => mark > at && mark < to).map((mark) => mark - at));
      const list = readNumberList(words.slice(at, to), inside);
      if (list) return { numbers: list };
    }
  }
  return undefined;
}

/** What stays is named behind one of these. */
export const STAYS = new Set(
  'keep keeping keeps kept leave leaving stay stays remain lives survive survives but except besides save saving apart hang hold retain spare'.split(
    ' ',
  ),
);
/** With "to", as many stay. */
export const REDUCES = new Set('trim down reduce cut limit'.split(' '));
export const NEWEST = new Set('last newest latest recent youngest'.split(' '));

function keeps(word: string): boolean {
  return STAYS.has(word) || REDUCES.has(word);
}

/** "Keep the last five", "all but three"; with no number but the present one, that. */
function kept(words: readonly string[]): Slots | undefined {
  for (let at = 0; at < words.length; at++) {
    const count = countAt(words, at);
    if (!count) continue;
    const before = [words[at - 1], words[at - 2], words[at - 3]].map((word) => word ?? '');
    const behind = [words[count.to], words[count.to + 1]].map((word) => word ?? '');
    const isKept = [...before, ...behind].some((word) => NEWEST.has(word)) || before.some(keeps);
    if (isKept && !isOne(words, count)) return { keep: count.value };
  }
  const keepsPresent = words.some(keeps) && words.some((_, at) => presentAt(words, at));
  return keepsPresent ? { keep: 1 } : undefined;
}

/** "The current one". */
function isOne(words: readonly string[], { from, value }: { from: number; value: number }): boolean {
  return value === 1 && words[from] === 'one';
}
