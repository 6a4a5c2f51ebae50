import { withoutFillers, withoutSkipWords } from './bare-words.ts';
import { readCompound } from './compound.ts';
import { MARKERS, TAKES_BACK } from './correction-words.ts';
import { mayContinue, type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** Markers looked at, from the last: who corrects more often than that is not understood. */
const MOST_TRIED = 3;
/** How many words can be replaced by how many. */
const MOST_REPLACED = 7;

export type Corrected = { type: 'reading'; reading: PhraseReading } | { type: 'taken-back' };

/** The last meaning of a sentence that corrects itself; undefined when it does not. */
export function readCorrection(said: Words, context: PhraseContext): Corrected | undefined {
  let tried = 0;
  for (let at = said.words.length - 1; at > 0 && tried < MOST_TRIED; at--) {
    const marker =
      MARKERS.find((phrase) => phrase.every((word, index) => said.words[at + index] === word)) ??
      revokedAt(said.words, at);
    // "Is it up, yes or no" takes nothing back.
    if (!marker || said.words[at - 1] === 'or' || isOrdinary(marker, said, at)) continue;
    const before = slice(said, 0, withoutMarkersBehind(said.words, at));
    // "Please no rebuild now" forbids; there is nothing in front that could be taken back.
    if (withoutSkipWords(withoutFillers(before), context.skipWords).words.length === 0) continue;
    tried++;
    const after = withoutMarkers(slice(said, at + marker.length, said.words.length));
    const corrected = correct(before, after, context);
    if (corrected) return corrected;
  }
  return undefined;
}

/** "I want opera, scratch opera": what was just named is named again to be taken back. */
function revokedAt(words: readonly string[], at: number): readonly string[] | undefined {
  if (!REVOKES.has(words[at] as string)) return undefined;
  for (let count = 1; count <= MOST_REVOKED && count <= at; count++) {
    const named = words.slice(at - count, at);
    if (named.every((word, index) => words[at + 1 + index] === word)) return words.slice(at, at + 1 + count);
  }
  return undefined;
}

const REVOKES = new Set(['scratch', 'forget', 'not', 'strike', 'no']);
const MOST_REVOKED = 3;

/** "With no trace of it", "no need to": a "no" that counts or forbids, and takes nothing back. */
function isOrdinary(marker: readonly string[], { words, breaks }: Words, at: number): boolean {
  if (marker.join(' ') === 'check that') return CHECKED.has(words[at + 2] ?? '');
  if (marker.length > 1 || marker[0] !== 'no') return false;
  return NONE_OF.has(words[at + 1] ?? '') || (!breaks.has(at) && COUNTS_NONE.has(words[at - 1] ?? ''));
}

/** "Check that it works" asks. */
const CHECKED = new Set('it they everything all the that this my'.split(' '));
const NONE_OF = new Set(
  'circumstances need reason point use way longer matter doubt problem account'.split(' '),
);

const COUNTS_NONE = new Set(
  'with is are was has have had there of i we need want got get makes make say said see by leave under on'.split(
    ' ',
  ),
);

function correct(before: Words, after: Words, context: PhraseContext): Corrected | undefined {
  const first = readPart(before, context);
  const isViable = () => ((first ?? readCompound(before, context))?.grade ?? 0) > 0;
  if (TAKES_BACK.has(after.words.join(' '))) return isViable() ? { type: 'taken-back' } : undefined;
  const reading = meantInstead(before, first, after, context);
  // What was no command, nor the beginning of one, is corrected by none. That takes longest to know.
  return reading && (isViable() || mayContinue(before, context)) ? { type: 'reading', reading } : undefined;
}

function meantInstead(
  before: Words,
  first: PhraseReading | undefined,
  after: Words,
  context: PhraseContext,
): PhraseReading | undefined {
  const named = withoutAssertion(after);
  const exchanged =
    first?.intents.length === 1 ? clear(readPhrase(exchange(before, first, named), context)) : undefined;
  const isNamed = exchanged !== undefined && isExchanged(exchanged, named.words);
  if (isNamed && named.words.length < after.words.length) return exchanged;
  const alone = clear(readPart(after, context)) ?? readCompound(after, context);
  if (alone) return alone;
  if (isNamed) return exchanged;
  if (after.words.length > MOST_REPLACED) return undefined;
  for (let keep = before.words.length - 1; keep > 0 && keep >= before.words.length - MOST_REPLACED; keep--) {
    const words = [...before.words.slice(0, keep), ...after.words];
    const again = clear(readPhrase({ words, breaks: new Set() }, context));
    if (again && isTail(after.words, again)) return again;
  }
  return undefined;
}

/** `before` with `named` in place of what was named there: "get me sunday's system, make that monday's". */
function exchange(before: Words, { slotWords }: PhraseReading, named: Words): Words {
  const at = before.words.findIndex((_, from) =>
    slotWords.every((word, index) => before.words[from + index] === word),
  );
  if (slotWords.length === 0 || at < 0) return { words: [], breaks: new Set() };
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

/** Only if the new slot is what was said after the marker, and not a mixture of old and new. */
function isTail(after: readonly string[], { slotWords, intents }: PhraseReading): boolean {
  if (intents.length > 1 && slotWords.join(' ').endsWith(` and ${after.join(' ')}`)) return true;
  const tail = after.slice(after.length - slotWords.length);
  return (
    slotWords.length > 0 &&
    slotWords.length <= after.length &&
    tail.every((word, at) => word === slotWords[at])
  );
}

function clear(reading: PhraseReading | undefined): PhraseReading | undefined {
  if (!reading || reading.grade < 3 || reading.tooClose || reading.unsure) return undefined;
  return reading.intents.some(({ intent }) => intent === 'affirm') ? undefined : reading;
}

function withoutMarkers(said: Words): Words {
  const marker = MARKERS.find(
    (phrase) => phrase.length < said.words.length && phrase.every((word, at) => said.words[at] === word),
  );
  return marker ? withoutMarkers(slice(said, marker.length, said.words.length)) : said;
}

/** Where the text before the marker at `at` ends, when other markers stand directly before it ("oh wait, no"). */
function withoutMarkersBehind(words: readonly string[], at: number): number {
  const marker = MARKERS.find(
    (phrase) =>
      phrase.length < at && phrase.every((word, index) => words[at - phrase.length + index] === word),
  );
  return marker ? withoutMarkersBehind(words, at - marker.length) : at;
}
