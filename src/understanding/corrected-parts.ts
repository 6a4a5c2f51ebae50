import { readCompound } from './compound.ts';
import { MOST_VERB_WORDS, readCommand } from './compound-part.ts';
import { together } from './compound-whole.ts';
import { clearOf, correctedClause, isReplacement, withoutLeadIn } from './corrected-clause.ts';
import { jointsOf } from './joints.ts';
import { mayContinue, type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { resolved } from './resolved.ts';
import { slice, type Words } from './words.ts';

/** So many places are tried where a correction may begin or end within several commands. */
const MOST_JOINTS = 3;
/** Who says more than this in one breath is not looked at part by part. */
const MOST_WORDS = 30;

/** Whether something is said there that could be taken back. */
export function isViable(said: Words, context: PhraseContext): boolean {
  const part = readPart(said, context);
  if (isRefusal(part)) return false;
  return (part?.grade ?? 0) > 0 || readCompound(said, context) !== undefined;
}

/** "Nah, cancel that, …" says the same twice, and corrects nothing. */
function isRefusal(reading: PhraseReading | undefined): boolean {
  return reading?.intents.every(({ intent }) => intent === 'deny' || intent === 'cancel') === true;
}

/** What `before` means once `after` has taken the place of that which it corrects, or of all. */
export function correctedIn(
  before: Words,
  after: Words | undefined,
  context: PhraseContext,
): PhraseReading | undefined {
  if (!after) return readWhole(before, context);
  const first = firstOf(before, context);
  if (isRefusal(first)) return undefined;
  const reading = insteadOfSome(before, after, first, context);
  // What was no command, nor the beginning of one, is corrected by none. That takes longest to know.
  return reading && (isViable(before, context) || mayContinue(before, context)) ? reading : undefined;
}

function insteadOfSome(
  before: Words,
  after: Words,
  first: PhraseReading | undefined,
  context: PhraseContext,
): PhraseReading | undefined {
  const asserted = first && correctedClause(before, after, first, context, 'asserted');
  if (asserted) return asserted;
  const leads = slice(after, 0, jointsOf(after)[0]?.end ?? after.words.length);
  const alone = () => insteadOfAll(before, after, first, context);
  return (
    (isCommand(leads, before, first, context) ? alone() : undefined) ??
    (first && correctedClause(before, after, first, context, 'named')) ??
    correctedPart(before, after, context) ??
    alone()
  );
}

/** What is said first, as far as it can be known soon. */
function firstOf(said: Words, context: PhraseContext): PhraseReading | undefined {
  const part = readPart(said, context);
  const takesLong = context.readLearned !== undefined || said.words.length > MOST_WORDS / 2;
  return part?.grade === 3 || takesLong ? part : (readCompound(said, context) ?? part);
}

/** Of several commands the one that is corrected stands last in front of the turn; others may follow behind it. */
function correctedPart(before: Words, after: Words, context: PhraseContext): PhraseReading | undefined {
  if (before.words.length + after.words.length > MOST_WORDS) return undefined;
  const starts = jointsOf(before).slice(-MOST_JOINTS).toReversed();
  const ends = jointsOf(after).slice(0, MOST_JOINTS);
  const named = [
    { end: after.words.length, rest: undefined },
    ...ends.map(({ end, start }) => ({ end, rest: slice(after, start, after.words.length) })),
  ];
  for (const { end, rest } of named) {
    for (const start of [undefined, ...starts]) {
      if (!rest && !start) continue;
      const clause = start ? slice(before, start.start, before.words.length) : before;
      const first = firstOf(clause, context);
      const part = first && correctedClause(clause, slice(after, 0, end), first, context, 'named');
      if (!part) continue;
      const head = start && readWhole(slice(before, 0, start.end), context);
      const tail = rest && readWhole(rest, context);
      if ((start && !head) || (rest && !tail)) continue;
      return together([head, part, tail].filter((one) => one !== undefined));
    }
  }
  return undefined;
}

function readWhole(said: Words, context: PhraseContext): PhraseReading | undefined {
  return clearOf(readCommand(said, context, false)) ?? readCompound(said, context);
}

/** A command of its own behind the turn takes the place of all; "it" means what was named in front. */
function insteadOfAll(
  before: Words,
  after: Words,
  first: PhraseReading | undefined,
  context: PhraseContext,
): PhraseReading | undefined {
  const named = first && actsOnTheSame(before, after, first, context);
  if (named) return named;
  const alone = clearOf(readPart(after, context)) ?? readCompound(after, context);
  // What is only learned of a word or two is no answer: it takes the place of some.
  if (!alone || (alone.learned && isReplacement(alone))) return undefined;
  return first ? pointedBack(alone, first) : alone;
}

/** "Install gimp, no, remove it", "start nginx, no, restart", "verify the store, no, optimise it". */
function actsOnTheSame(
  before: Words,
  after: Words,
  first: PhraseReading,
  context: PhraseContext,
): PhraseReading | undefined {
  const verb = withoutLeadIn(after);
  const pointer = verb.words.findIndex((word) => POINTERS.has(word));
  if (pointer < 0 && verb.words.length > MOST_VERB_WORDS) return undefined;
  const nouns =
    first.slotWords.length > 0
      ? [first.slotWords]
      : [1, 2, 3].map((count) => before.words.slice(before.words.length - count));
  for (const noun of nouns) {
    const at = pointer < 0 ? verb.words.length : pointer;
    const words = [...verb.words.slice(0, at), ...noun, ...verb.words.slice(at + 1)];
    const reading = clearOf(readPhrase({ words, breaks: new Set() }, context));
    if (reading && !isReplacement(reading) && reading.slotWords.join(' ') === first.slotWords.join(' '))
      return reading;
  }
  return undefined;
}

const POINTERS = new Set(['it', 'that', 'them']);

function pointedBack(reading: PhraseReading, first: PhraseReading): PhraseReading {
  const [head, ...more] = reading.intents.map((intent) => resolved(intent, first.intents));
  return head ? { ...reading, intents: [head, ...more] } : reading;
}

/** Whether the words want something by themselves, and do not only answer or name. */
function isCommand(
  said: Words,
  before: Words,
  first: PhraseReading | undefined,
  context: PhraseContext,
): boolean {
  const reading = insteadOfAll(before, said, first, context);
  return reading !== undefined && !isReplacement(reading);
}
