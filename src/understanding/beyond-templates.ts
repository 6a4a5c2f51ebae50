import { readPointingAside } from './aside.ts';
import { withoutFillers } from './bare-words.ts';
import { isChange } from './classifier/forbidden.ts';
import { type Guess, isBelieved } from './classifier/guess.ts';
import { nameFinder } from './classifier/names.ts';
import { type LearnedReading, readLearned } from './classifier/read-learned.ts';
import { type Corrected, readCorrection } from './correction.ts';
import { readEnding } from './ending.ts';
import type { Grammar } from './grammar.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { jointsOf } from './joints.ts';
import { type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { readSeveral } from './several.ts';
import type { World } from './understand-text.ts';
import { kept, slice, type Words } from './words.ts';

/** What the examples teach of some words; undefined where nothing is taught. */
export type Learn = (said: Words) => LearnedReading | undefined;

/** So likely is what wants nothing that a template which only nearly fits is overruled. */
const SURELY_NOTHING = 0.6;
/** And so likely, that its parts are not looked at either. */
const HARDLY_ANYTHING = 0.97;

/** Learns from the classifier of a grammar, once for the same words. While muted, only what ends that counts. */
export function learner({ classifier }: Grammar, world: World, context: PhraseContext): Learn {
  if (!classifier || context.expectation.state === 'muted') return () => undefined;
  const memo = new Map<string, LearnedReading | undefined>();
  const findNames = nameFinder(world);
  return (said) =>
    kept(memo, said, () =>
      context.memo.learning.spend(said.words.length)
        ? readLearned(said, context, { classifier: classifier(), world, findNames })
        : undefined,
    );
}

/**
 * What a sentence means that no template fits as a whole: a command in place of what is asked about, a correction or
 * several commands of which templates know only parts, or one wish in other words. `nearly`: a template that fits but
 * for a name.
 */
export function readBeyond(
  said: Words,
  context: PhraseContext,
  learn: Learn,
  nearly: PhraseReading | undefined,
): Corrected | undefined {
  const learned = learn(said);
  if (!learned || isNothing(learned.guess, HARDLY_ANYTHING)) return undefined;
  const learning = { ...context, readLearned: (part: Words) => learn(part)?.reading };
  const instead = readInstead(said, learning);
  if (instead) return { type: 'reading', reading: instead };
  const corrected = readCorrection(said, learning);
  if (corrected) return corrected;
  const compound = readSeveral(said, learning);
  if (compound) return { type: 'reading', reading: compound };
  const pointing = readPointingAside(said, learning, (reason) => namedIn(reason, learned.guess));
  if (pointing) return { type: 'reading', reading: pointing };
  const ending = readEnding(said, context, learned.guess);
  if (ending) return { type: 'reading', reading: ending };
  const { reading } = learned;
  if (
    !reading ||
    reading.unsure ||
    leadsElsewhere(said, reading, context) ||
    (nearly?.grade === 1 && reading.grade < 2)
  )
    return undefined;
  const mayHide = nearly?.unsafe === true;
  return mayHide && !onlyLooks(reading) ? undefined : { type: 'reading', reading };
}

function onlyLooks({ intents }: PhraseReading): boolean {
  return intents.every(({ intent }) => ['look', 'dialogue'].includes(riskOfIntent(intent)));
}

/** "No, install gimp instead": a command behind a no takes the place of what is asked about. */
function readInstead(said: Words, context: PhraseContext): PhraseReading | undefined {
  if (context.expectation.state !== 'confirming') return undefined;
  const from = said.words.findIndex((word) => !TAKES_BACK.has(word));
  if (from < 1) return undefined;
  const to = said.words.findLastIndex((word) => !TRAILING.has(word)) + 1;
  const reading = readPart(slice(said, from, to), context);
  const isCommand = reading?.intents.every(({ intent }) => riskOfIntent(intent) !== 'dialogue');
  return reading && reading.grade === 3 && !reading.unsure && isCommand ? reading : undefined;
}

const TAKES_BACK = new Set(
  'no nope nah wait hm hmm actually not that one rather well oh sorry i mean better'.split(' '),
);
const TRAILING = new Set(['instead', 'first', 'then', 'please', 'rather']);

/** Any words can be searched for: "any progress" looks like a search for something called so. */
export function isRatherElse(
  phrase: PhraseReading,
  said: Words,
  learn: Learn,
  context: PhraseContext,
): boolean {
  // With "look for" and the like around it, it is one.
  if (phrase.intents.some(({ intent }) => intent !== 'search_packages')) return false;
  const guess = learn(said)?.guess;
  if (phrase.literals > 2)
    return guess !== undefined && ASKS_WHO.has(said.words[0] ?? '') && isNothing(guess, HARDLY_ANYTHING);
  if (!guess || guess.best.label.intent === 'search_packages') return false;
  // "Install a web browser": what is there to be found is more than chance.
  const isThere = phrase.literals > 1 && context.isFindable(String(phrase.intents[0].slots.query));
  const mayBeNothing = !isThere && isNothing(guess);
  return guess.best.probability > SURELY_NOTHING && (isBelieved(guess) || mayBeNothing);
}

/** "Do you have a dream": of what they begin, people ask too. */
const ASKS_WHO = new Set(['do', 'have', 'are', 'is', 'you']);

/** Whether the words are more like those that want nothing. */
export function isSurelyNothing(said: Words, learn: Learn): boolean {
  const guess = learn(said)?.guess;
  return guess !== undefined && isNothing(guess);
}

/** "Install signal, telegram too, and get rid of skype": a change that begins otherwise is not all that is wanted. */
function leadsElsewhere(said: Words, { intents }: PhraseReading, context: PhraseContext): boolean {
  const end = jointsOf(said)[0]?.end;
  const first = end === undefined ? undefined : readPhrase(slice(said, 0, end), context);
  if (first?.grade !== 3 || first.slotWords.length === 0 || !isChange(first.intents[0].intent)) return false;
  return intents.some(({ intent }) => isChange(intent) && intent !== first.intents[0].intent);
}

/** What packages and services a reason names, as slots; names that are words of every day are none. */
function namedIn(reason: Words, { sentence }: Guess): readonly Intent['slots'][] {
  const { length } = withoutFillers(reason).words;
  return sentence.spots
    .filter(({ kind, isEveryday, to }) => kind === 'name' && !isEveryday && to <= length)
    .map(({ packages: [attribute] = [], services: [unit] = [] }) => ({
      ...(attribute !== undefined && { package: attribute }),
      ...(unit !== undefined && { service: unit }),
    }));
}

function isNothing({ best }: Guess, least = SURELY_NOTHING): boolean {
  return best.label.intent === 'out_of_scope' && best.probability > least;
}
