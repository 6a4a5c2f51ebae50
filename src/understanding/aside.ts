import { signsOf } from './classifier/signs.ts';
import { readCompound } from './compound.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** Words after which a command is quoted, wished, denied or meant for somebody else. */
const NOT_CHATTER = new Set(
  'if unless said says say saying told tell asked ask alexa siri google cortana windows mac phone imagine suppose wish wished pretend story song joke movie book would could'.split(
    ' ',
  ),
);
const MOST_CHATTER = 14;
/** Between a reason and the wish. */
const CONCLUDES = new Set(['so', 'therefore', 'hence']);

/**
 * A command behind a clause that only gives the reason ("the party is over, remove blender"), when there is a break
 * or a "so" between them. Not while a question is open: then such speech is no answer.
 */
export function readAside(said: Words, context: PhraseContext): PhraseReading | undefined {
  const aside = asideIn(said, context);
  return aside?.reading.intents.some(pointsBack) ? undefined : aside?.reading;
}

/** The same, where what the command is about was named in the reason only: "Krita is great, get it". */
export function readPointingAside(
  said: Words,
  context: PhraseContext,
  named: (reason: Words) => readonly Intent['slots'][],
): PhraseReading | undefined {
  const aside = asideIn(said, context);
  const [intent, ...more] = aside?.reading.intents ?? [];
  if (!aside || !intent || more.length > 0 || !pointsBack(intent)) return undefined;
  const [slots, ...others] = named(aside.reason);
  const slot = Object.keys(intent.references ?? {})[0] as string;
  const value = slots?.[slot];
  if (value === undefined || others.length > 0) return undefined;
  return {
    ...aside.reading,
    intents: [{ intent: intent.intent, slots: { ...intent.slots, [slot]: value } }],
  };
}

function asideIn(said: Words, context: PhraseContext): { reason: Words; reading: PhraseReading } | undefined {
  if (context.expectation.state !== 'idle') return undefined;
  for (const at of turnsIn(said)) {
    const reason = slice(said, 0, at);
    if (at > MOST_CHATTER || at >= said.words.length) continue;
    if (!isChatter(reason)) return undefined;
    const from = CONCLUDES.has(said.words[at] as string) ? at + 1 : at;
    const rest = slice(said, from, said.words.length);
    const phrase = readPhrase(rest, context);
    const reading = phrase?.grade === 3 ? phrase : (readCompound(rest, context) ?? phrase);
    if (reading?.grade !== 3 || reading.tooClose || !reading.intents.every(isCommand)) continue;
    // "My disk is full, so collect the garbage and …": what the reason alone would ask for is asked for.
    const also = commandIn(reason, context);
    if (also.every(({ intent }) => reading.intents.some((one) => one.intent === intent)))
      return { reason, reading };
  }
  return undefined;
}

const LEAST_REASON = 3;

/** Where the reason may end and the wish begin. */
function turnsIn({ words, breaks }: Words): readonly number[] {
  const concluded = words.flatMap((word, at) => (at >= LEAST_REASON && CONCLUDES.has(word) ? [at] : []));
  return [...new Set([...breaks, ...concluded])].sort((a, b) => a - b);
}

/** What is told of the world, and denies nothing that might be wanted. */
function isChatter({ words }: Words): boolean {
  if (words.some((word) => NOT_CHATTER.has(word))) return false;
  return !words.some((word) => DENIES.has(word) || word.endsWith("n't")) || isStatement(words);
}

/** The changes that the reason would ask for by itself. */
function commandIn(reason: Words, context: PhraseContext): readonly Intent[] {
  const { words } = reason;
  const joined = ENDS.has(words.at(-1) ?? '') ? slice(reason, 0, words.length - 1) : reason;
  const command = readPhrase(joined, context);
  return command?.grade === 3 ? command.intents.filter(isChange) : [];
}

const DENIES = new Set('no not never nobody nothing without'.split(' '));
const ENDS = new Set(['and', 'then', 'also', 'so']);

/** "Nobody plays it any more", "no more games": something is not so, and nothing is forbidden. */
function isStatement(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  const isTold = SUBJECTS.has(first) || (first === 'no' && (second === 'more' || second === 'one'));
  return isTold && !words.includes('you') && signsOf(words, new Set()).isDisjointFrom(FORBIDS);
}

const SUBJECTS = new Set(
  'i we nobody nothing my our the this that it there he she they these those everybody everyone'.split(' '),
);
const FORBIDS = new Set(['supposed', 'imagined', 'elsewhere', 'dangerous'] as const);

function isChange({ intent }: Intent): boolean {
  return ['change', 'risky', 'irreversible'].includes(riskOfIntent(intent));
}

/** "The kids misuse the desktop, take it away": what "it" is was said in the part that is passed over. */
function pointsBack({ references = {} }: Intent): boolean {
  return Object.values(references).some(({ kind }) => kind === 'it');
}

function isCommand({ intent }: Intent): boolean {
  return intent === 'set_listening' || !['dialogue', 'never'].includes(riskOfIntent(intent));
}
