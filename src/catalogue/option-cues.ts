import type { Option, OptionScalar } from './option.ts';
import { stemOf } from './words.ts';

/** An option that is wanted though nobody named it. */
export interface ImpliedOption {
  path: string;
  /** Absent: the rest of the sentence tells it. */
  value?: OptionScalar;
  /** How many words of the sentence tell it. */
  weight: number;
}

interface Cue {
  path: string;
  value?: OptionScalar;
  /** The stems that may stand for each of its words. */
  words: readonly (readonly string[])[];
}

/** A cue that a sentence has all words of. */
type Wanted = readonly [Cue, ...Cue[]];

const MOST_WORDS = 60;
/** "Touch pad" is also `touchpad`, "u s b" `usb`. */
const MOST_JOINED = 4;

/**
 * Finds the option that a sentence implies: that of the most specific cue. Two options that are implied as strongly, or
 * none, give undefined.
 */
export function optionCues(
  options: readonly Option[],
): (words: readonly string[]) => ImpliedOption | undefined {
  const cues: Cue[] = options.flatMap(({ path, cues: own = [] }) =>
    own.map(({ words, value }) => ({
      path,
      words: words.split(' ').map((word) => word.split('|').map(keyOf)),
      ...(value === undefined ? {} : { value }),
    })),
  );
  const byFirst = new Map<string, Cue[]>();
  for (const cue of cues)
    for (const stem of cue.words[0] ?? []) byFirst.set(stem, [...(byFirst.get(stem) ?? []), cue]);

  return (words) => {
    if (words.length > MOST_WORDS) return undefined;
    const plain = words.map((word) => word.replaceAll(/['’]/g, ''));
    const said = stemsOf(plain);
    const found = [...said].flatMap((stem) => byFirst.get(stem) ?? []);
    const whole = found.filter((cue) => isSaid(cue.words, said));
    const most = Math.max(...whole.map((cue) => cue.words.length));
    const [best, ...others] = whole.filter((cue) => cue.words.length === most);
    if (!best || others.some(({ path }) => path !== best.path)) return undefined;
    return impliedBy([best, ...others], plain);
  };
}

/** Whether each word of a cue is said, by a word of its own. */
function isSaid(
  [stems, ...rest]: Cue['words'],
  said: ReadonlySet<string>,
  used: readonly string[] = [],
): boolean {
  if (!stems) return true;
  return stems.some((stem) => said.has(stem) && !used.includes(stem) && isSaid(rest, said, [...used, stem]));
}

function impliedBy(wanted: Wanted, words: readonly string[]): ImpliedOption {
  const [{ path, words: cueWords }] = wanted;
  const weight = cueWords.length;
  const values = new Set(wanted.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const [value] = values;
  if (value === undefined || values.size > 1) return { path, weight };
  if (!isForbidden(words, cueWords)) return { path, value, weight };
  return typeof value === 'boolean' ? { path, value: !value, weight } : { path, weight };
}

/** The stem, but what does something is not what it does: "letter" is not "let", nor "reader" "read". */
function keyOf(word: string): string {
  const one = word.replace(/s$/, '');
  return /(?:er|or)$/.test(one) ? one : stemOf(word);
}

function stemsOf(words: readonly string[]): ReadonlySet<string> {
  const stems = new Set<string>();
  for (let at = 0; at < words.length; at++)
    for (let to = at + 1; to <= Math.min(words.length, at + MOST_JOINED); to++)
      stems.add(keyOf(words.slice(at, to).join('')));
  return stems;
}

const FORBIDS = new Set('dont never stop quit'.split(' '));
/** Between these and what they forbid there is nobody: "headphones don't pair" forbids nothing. */
const BEFORE_FORBIDDING = new Set('please and but so just or then to rather'.split(' '));
/** "I don't want it to" */
const WISHES = new Set('want need like let allow'.split(' '));
/** What the machine itself does, it can be forbidden. */
const MACHINE_SHOULD_NOT =
  / (?:it|you|computer|machine|laptop|system) (?:(?:should|must) (?:not|never|no longer)|shouldnt|mustnt) | rather not /;
/** Who stops one of these wants what the cue tells: "stop the fans from being so loud". */
const TROUBLES = new Set(
  'loud noisy noise noises hot heats overheats burns slow slows lag lags laggy stutter stutters jerky choppy drains empty dies bright red blue freezes freeze hangs hang stuck full wrong drift drifts tears flicker flickers annoying ugly boxes squares blurry jagged silent tiny hear jumps guess guessing track hackers disturb lines messages'
    .split(' ')
    .map(keyOf),
);

/** Whether a sentence wants the opposite of its cue, by words that are not the cue's own. */
function isForbidden(words: readonly string[], cue: Cue['words']): boolean {
  const own = new Set(cue.flat());
  const isOwn = (word: string) => own.has(keyOf(word));
  if (words.some((word) => isOwn(word) && TROUBLES.has(keyOf(word)))) return false;
  const [, ...should] =
    MACHINE_SHOULD_NOT.exec(` ${words.join(' ')} `)?.[0]
      .trim()
      .split(' ') ?? [];
  if (should.length > 0 && !should.some(isOwn)) return true;
  return words.some((word, at) => {
    if (!FORBIDS.has(word) || isOwn(word)) return false;
    const before = words[at - 1] ?? 'please';
    // "You never do it" complains, "can you stop it" does not.
    const isAsked = before === 'you' && word !== 'never' && word !== 'dont';
    return isAsked || BEFORE_FORBIDDING.has(before) || WISHES.has(words[at + 1] ?? '');
  });
}
