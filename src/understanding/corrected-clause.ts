import { LEADS_IN } from './correction-words.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** How many words can be replaced by how many. */
const MOST_REPLACED = 7;

/**
 * One command in which `after` takes the place of what it corrects. `asserted`: only where `after` itself tells which of its
 * words is the name, as in "postgres is what we use".
 */
export function correctedClause(
  before: Words,
  after: Words,
  first: PhraseReading,
  context: PhraseContext,
  how: 'asserted' | 'named',
): PhraseReading | undefined {
  const named = withoutLeadIn(withoutAssertion(after));
  if (how === 'asserted' && named.words.length === after.words.length) return undefined;
  const exchanged =
    first.intents.length === 1 && clearOf(readPhrase(exchange(before, first, named), context));
  if (exchanged && isExchanged(exchanged, named.words)) return exchanged;
  if (how === 'asserted' || named.words.length > MOST_REPLACED) return undefined;
  for (let keep = before.words.length - 1; keep > 0 && keep >= before.words.length - MOST_REPLACED; keep--) {
    const said = { words: [...before.words.slice(0, keep), ...named.words], breaks: new Set<number>() };
    // What was understood without a template may be so again.
    const again = clearOf(first.learned ? readPart(said, context) : readPhrase(said, context));
    if (again && isMeant(again, first, named.words)) return again;
  }
  return undefined;
}

export function clearOf(reading: PhraseReading | undefined): PhraseReading | undefined {
  if (!reading || reading.grade < 3 || reading.tooClose || reading.unsure) return undefined;
  return reading.intents.some(({ intent }) => intent === 'affirm') ? undefined : reading;
}

/** "Off", "no", "the second one": what by itself only answers or ends, and behind a turn replaces a word. */
export function isReplacement({ intents }: PhraseReading): boolean {
  return intents.every(({ intent }) => riskOfIntent(intent) === 'dialogue');
}

/**
 * `before` with `named` in place of what was named there: "get me sunday's system, make that monday's". What a sentence begins
 * with has to be a name that is known: "he removed this, no, …" names nobody whose place could be taken.
 */
function exchange(before: Words, { slotWords, grade }: PhraseReading, named: Words): Words {
  const at = before.words.findIndex((_, from) =>
    slotWords.every((word, index) => before.words[from + index] === word),
  );
  if (slotWords.length === 0 || at < 0 || (at === 0 && grade < 3)) return { words: [], breaks: new Set() };
  const rest = before.words.slice(at + slotWords.length);
  return { words: [...before.words.slice(0, at), ...named.words, ...rest], breaks: new Set() };
}

function isExchanged({ slotWords }: PhraseReading, named: readonly string[]): boolean {
  return slotWords.length > 0 && slotWords.join(' ') === named.join(' ');
}

/** "Stop mysql, I mean postgres is what we use": only the name takes the place of the other. */
function withoutAssertion(said: Words): Words {
  const text = said.words.join(' ');
  const [, before, behind] = ASSERTION.exec(text) ?? [];
  if (before !== undefined) return slice(said, 0, before.split(' ').length);
  return behind === undefined
    ? said
    : slice(said, said.words.length - behind.split(' ').length, said.words.length);
}

const ASSERTION =
  /^(.+?) (?:is what|is the one|is the name|it is called|it is$|that is what)|^(?:it is|(?:i|we) (?:run|use|have|run on)) (.+)$/;

/** What is named, without "just" and "instead" around it. */
export function withoutLeadIn(said: Words): Words {
  const from = said.words.findIndex((word) => !LEADS_IN.has(word));
  const to = said.words.findLastIndex((word) => !ENDS.has(word)) + 1;
  return from < 0 ? said : slice(said, from, to);
}

const ENDS = new Set(['please', 'instead', 'rather']);

/**
 * Only what was said after the turn is new, and no mixture with what was before: the slot's words are its last ones, or they
 * are the same as before and another value was said for them.
 */
function isMeant(again: PhraseReading, first: PhraseReading, after: readonly string[]): boolean {
  const { slotWords, intents } = again;
  if (again.learned) return isOtherValue(intents, first.intents);
  if (first.grade === 3 && !isSameWish(intents, first.intents)) return false;
  if (intents.length > 1 && slotWords.join(' ').endsWith(` and ${after.join(' ')}`)) return true;
  const tail = after.slice(after.length - slotWords.length);
  if (
    slotWords.length > 0 &&
    slotWords.length <= after.length &&
    tail.every((word, at) => word === slotWords[at])
  )
    return true;
  const isWithin = slotWords.length > 0 && ` ${after.join(' ')} `.includes(` ${slotWords.join(' ')} `);
  const isUnchanged = slotWords.join(' ') === first.slotWords.join(' ');
  const hasNoName = slotWords.length === 0;
  return (
    (isWithin || hasNoName || isUnchanged || isSameOption(intents, first.intents)) &&
    isOtherValue(intents, first.intents)
  );
}

/** "Remove steam and install lutris, no, heroic" leaves heroic alone: only what was wanted of lutris is wanted of it. */
function isSameWish(intents: readonly Intent[], before: readonly Intent[]): boolean {
  const labels = new Set([...intents, ...before].map(({ intent }) => intent));
  return before.length === 1 || labels.size === 1;
}

function isOtherValue([one, ...more]: readonly Intent[], [before, ...others]: readonly Intent[]): boolean {
  if (!one || !before || more.length > 0 || others.length > 0 || one.intent !== before.intent) return false;
  return JSON.stringify(one.slots) !== JSON.stringify(before.slots);
}

/** "The time zone to paris" with another value behind it. */
function isSameOption([one]: readonly Intent[], [before]: readonly Intent[]): boolean {
  return one?.slots.option !== undefined && one.slots.option === before?.slots.option;
}
