import { withoutFillers, withoutSkipWords } from './bare-words.ts';
import { correctedIn, isViable } from './corrected-parts.ts';
import { MARKERS, MARKERS_BEHIND, TAKES_BACK } from './correction-words.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import { phrasesAt, phrasesBefore } from './set-phrases.ts';
import { takenBackIn } from './taken-back.ts';
import { slice, type Words } from './words.ts';

/** Turns looked at, from the last: who corrects more often than that is not understood. */
const MOST_TRIED = 3;
/** How many words can be said between a break and "rather". */
const MOST_NAMED_BEHIND = 5;

export type Corrected = { type: 'reading'; reading: PhraseReading } | { type: 'taken-back' };

/** A place where somebody turns from what they said to what they mean. */
interface Turn {
  before: Words;
  after: Words;
}

/** The last meaning of a sentence that corrects itself; undefined when it does not. */
export function readCorrection(said: Words, context: PhraseContext): Corrected | undefined {
  let tried = 0;
  for (let at = said.words.length - 1; at > 0 && tried < MOST_TRIED; at--) {
    const turn = turnAt(said, at);
    // "Please no rebuild now" forbids; there is nothing in front that could be taken back.
    if (!turn || withoutSkipWords(withoutFillers(turn.before), context.skipWords).words.length === 0)
      continue;
    tried++;
    const corrected = correct(turn, context);
    if (corrected) return corrected;
  }
  return undefined;
}

function correct({ before, after }: Turn, context: PhraseContext): Corrected | undefined {
  if (TAKES_BACK.has(after.words.join(' ')))
    return isViable(before, context) ? { type: 'taken-back' } : undefined;
  const without = takenBackIn(before, after);
  if (!without && after.words[0] === 'not') return undefined;
  const reading = correctedIn(without ?? before, without ? undefined : after, context);
  return reading && { type: 'reading', reading };
}

function turnAt(said: Words, at: number): Turn | undefined {
  const behind = said.breaks.has(at) ? withoutMarkerBehind(said, at) : undefined;
  if (behind) return { before: upTo(said, at), after: behind };
  const marker = phrasesAt(MARKERS, said.words, at)[0] ?? revokedAt(said.words, at);
  const isDenied = said.words[at] === 'not' && said.breaks.has(at);
  // "Is it up, yes or no" takes nothing back.
  if ((!marker && !isDenied) || said.words[at - 1] === 'or') return undefined;
  if (marker && (isOrdinary(marker, said, at) || standsBehind(said, at))) return undefined;
  const from = at + (marker?.length ?? 0);
  return { before: upTo(said, at), after: withoutMarkers(slice(said, from, said.words.length)) };
}

function upTo(said: Words, at: number): Words {
  return slice(said, 0, withoutMarkersBehind(said.words, at));
}

/** "Install vim, nano rather, and …": what was said behind the break at `at`, up to the marker and the marker's end. */
function namedBehind({ words, breaks }: Words, at: number): { to: number; end: number } | undefined {
  for (let to = at + 1; to <= at + MOST_NAMED_BEHIND && to < words.length && !breaks.has(to); to++) {
    const [marker] = phrasesAt(MARKERS_BEHIND, words, to);
    const end = to + (marker?.length ?? 0);
    const isEnd = end === words.length || breaks.has(end) || GOES_ON.has(words[end] as string);
    if (marker && isEnd) return { to, end };
  }
  return undefined;
}

/** All behind the break at `at` but the marker. */
function withoutMarkerBehind(said: Words, at: number): Words | undefined {
  const behind = namedBehind(said, at);
  if (!behind) return undefined;
  const named = said.words.slice(at, behind.to);
  const rest = slice(said, behind.end, said.words.length);
  const breaks = rest.words.length > 0 ? [0, ...rest.breaks].map((place) => place + named.length) : [];
  return { words: [...named, ...rest.words], breaks: new Set(breaks) };
}

/** Whether the marker at `at` stands behind what it tells of: its turn is the break in front of that. */
function standsBehind(said: Words, at: number): boolean {
  const turn = Math.max(0, ...[...said.breaks].filter((place) => place < at));
  const behind = turn > 0 ? namedBehind(said, turn) : undefined;
  return behind !== undefined && behind.to <= at && at < behind.end;
}

const GOES_ON = new Set(['and', 'then']);

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

function withoutMarkers(said: Words): Words {
  const marker = phrasesAt(MARKERS, said.words, 0).find(({ length }) => length < said.words.length);
  return marker ? withoutMarkers(slice(said, marker.length, said.words.length)) : said;
}

/** Where the text before the marker at `at` ends, when other markers stand directly before it ("oh wait, no"). */
function withoutMarkersBehind(words: readonly string[], at: number): number {
  const marker = phrasesBefore(MARKERS, words, at).find(({ length }) => length < at);
  return marker ? withoutMarkersBehind(words, at - marker.length) : at;
}
