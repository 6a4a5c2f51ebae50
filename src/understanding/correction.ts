import { readCompound } from './compound.ts';
import { mayContinue, type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { slice, type Words, withoutFillers, withoutSkipWords } from './words.ts';

/** What people say when they take back what they just said; longest first. */
const MARKERS: readonly (readonly string[])[] = [
  'no wait i meant',
  'wait i meant',
  'wait no i mean',
  'no wait i mean',
  'no i mean',
  'no i meant',
  'i mean',
  'i meant',
  'i mean to say',
  'hold up other way round',
  'no no',
  'no wait',
  'wait no',
  'ah wait no',
  'sorry no',
  'no sorry',
  'oh no',
  'oh wait',
  'actually no',
  'no actually',
  'no make that',
  'no make it',
  'scratch that',
  'strike that',
  'make that',
  'make it',
  'or rather',
  'or better',
  'better',
  'correction',
  'hold on',
  'hold up',
  'hang on',
  'oops',
  'whoops',
  'sorry',
  'actually',
  'wait',
  'rather',
  'no',
]
  .map((phrase) => phrase.split(' '))
  .sort((a, b) => b.length - a.length);

const TAKES_BACK = new Set([
  '',
  'no',
  'leave it',
  'leave it alone',
  'leave that',
  'never mind',
  'forget it',
  'forget that',
  'forget about it',
  "don't",
  'do not',
  "don't do it",
  "don't do that",
  'do not do it',
  'cancel',
  'cancel that',
  'scratch that',
  'stop',
  'not now',
  'let it be',
  'nothing',
  'drop it',
  'skip it',
  'skip that',
  'keep it',
  'keep it running',
  'let it run',
  'leave it running',
  'leave it on',
  'leave it as it is',
  'not',
  'do it not',
  'rather not',
  'maybe not',
  'perhaps not',
  'not yet',
  'not today',
  'let us not',
  'another time',
  'i changed my mind',
  'i have changed my mind',
  'i do not want that',
  "i don't want that",
  "i don't want it",
  'let it stay',
  'it can stay',
  'it stays',
  'ignore that',
  'ignore me',
  'that was wrong',
  'as you were',
  'it is fine',
  'it is ok',
  'later',
]);

/** Markers looked at, from the last: who corrects more often than that is not understood. */
const MOST_TRIED = 3;
/** How many words can be replaced by how many. */
const MOST_REPLACED = 7;

export type Corrected = { type: 'reading'; reading: PhraseReading } | { type: 'taken-back' };

/** The last meaning of a sentence that corrects itself; undefined when it does not. */
export function readCorrection(said: Words, context: PhraseContext): Corrected | undefined {
  let tried = 0;
  for (let at = said.words.length - 1; at > 0 && tried < MOST_TRIED; at--) {
    const marker = MARKERS.find((phrase) => phrase.every((word, index) => said.words[at + index] === word));
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

/** "With no trace of it", "no need to": a "no" that counts or forbids, and takes nothing back. */
function isOrdinary(marker: readonly string[], { words, breaks }: Words, at: number): boolean {
  if (marker.length > 1 || marker[0] !== 'no') return false;
  return NONE_OF.has(words[at + 1] ?? '') || (!breaks.has(at) && COUNTS_NONE.has(words[at - 1] ?? ''));
}

const NONE_OF = new Set(
  'circumstances need reason point use way longer matter doubt problem account'.split(' '),
);

const COUNTS_NONE = new Set(
  'with is are was has have had there of i we need want got get makes make say said see by leave under on'.split(
    ' ',
  ),
);

function correct(before: Words, after: Words, context: PhraseContext): Corrected | undefined {
  const first = readPart(before, context) ?? readCompound(before, context);
  const viable = first !== undefined && first.grade > 0;
  if (TAKES_BACK.has(after.words.join(' '))) return viable ? { type: 'taken-back' } : undefined;
  if (!viable && !mayContinue(before, context)) return undefined;
  const alone = clear(readPart(after, context)) ?? readCompound(after, context);
  if (alone) return { type: 'reading', reading: alone };
  if (after.words.length > MOST_REPLACED) return undefined;
  for (let keep = before.words.length - 1; keep > 0 && keep >= before.words.length - MOST_REPLACED; keep--) {
    const words = [...before.words.slice(0, keep), ...after.words];
    const again = clear(readPhrase({ words, breaks: new Set() }, context));
    if (again && isTail(after.words, again)) return { type: 'reading', reading: again };
  }
  return undefined;
}

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
