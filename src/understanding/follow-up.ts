import type { PackageIndex } from '#catalogue/package.ts';
import { type Again, readAgain } from './again.ts';
import { readAmended } from './amended.ts';
import { areGenerations } from './answer.ts';
import { openForOne } from './for-whom.ts';
import { readHalfName } from './half-name.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { clear } from './named-anew.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { readParts, together } from './plan-parts.ts';
import { slice, type Words } from './words.ts';

/**
 * What only makes sense after what was said before, and would be taken for something else: parts of a plan, "just for
 * me", "what about nginx", a name of which only the beginning is told.
 */
export function readInContext(
  said: Words,
  context: PhraseContext,
  packages: PackageIndex,
): PhraseReading | undefined {
  const parts = readParts(said, context);
  if (parts) return parts;
  const scoped = openForOne(said.words, context.expectation);
  if (scoped) return clear(scoped, said.words, 'the same, for one person');
  const text = said.words.join(' ');
  const again = ASKS_ABOUT.test(text) ? readAgain(said, context) : undefined;
  if (again?.type === 'reading' && again.reading.grade === 3) return again.reading;
  const half = BEGINS.test(text) ? readHalfName(said, context, packages) : undefined;
  return half?.grade === 2 ? half : undefined;
}

const ASKS_ABOUT = /^(?:ok |and |so )*(?:what|how) about /;
const BEGINS =
  /\b(?:(?:something|one|package|program|app|it|name) (?:that |which )?(?:starts|begins)|(?:something|one|called) (?:starting|beginning)) with /;

/** What goes on from what was said or asked before: the same with another name, another value, half a name. */
export function readFollowUp(said: Words, context: PhraseContext, packages: PackageIndex): Again | undefined {
  const again = readAgain(said, context);
  if (again) return again;
  const reading =
    readFurther(said, context) ??
    readAmended(said, context) ??
    oldestListed(said, context) ??
    readHalfName(said, context, packages);
  return reading && { type: 'reading', reading };
}

/** "The oldest one", after generations were read out: of all, not only of those that were read so far. */
function oldestListed({ words }: Words, { expectation }: PhraseContext): PhraseReading | undefined {
  const { state, candidates } = expectation;
  if (state === 'confirming' || state === 'clarifying' || !areGenerations(candidates)) return undefined;
  if (
    !/^(?:no |yes |ok |then |now )*(?:the )?(?:very )?(?:oldest|earliest)(?: one| generation)?(?: please)?$/.test(
      words.join(' '),
    )
  )
    return undefined;
  return clear({ intent: 'rollback', slots: { ...OLDEST } }, words);
}

const OLDEST = { target: 'description:the oldest', description: 'the oldest', meant: 'oldest' };

/**
 * "And start it", "turn it on instead": a whole command that goes on from the one before. While a yes is awaited, what
 * comes on top makes the plan larger, and what comes instead takes its place.
 */
function readFurther(said: Words, context: PhraseContext): PhraseReading | undefined {
  const { state, open = [] } = context.expectation;
  if (state === 'clarifying' || state === 'spelling' || state === 'muted') return undefined;
  const isInstead = INSTEAD.has(said.words.at(-1) as string);
  const from = said.words.findIndex((word) => !FURTHER.has(word));
  const to = said.words.findLastIndex((word) => !TRAILING.has(word)) + 1;
  if (from < 0 || (from === 0 && to === said.words.length)) return undefined;
  const command = readPhrase(slice(said, from, to), context);
  if (command?.grade !== 3 || command.tooClose || !command.intents.every(isCommand)) return undefined;
  const adds = state === 'confirming' && !isInstead && !command.intents.every(isLook);
  if (!adds) return command;
  const intents = together([...open, ...command.intents]);
  return { ...command, intents: intents as unknown as PhraseReading['intents'] };
}

const FURTHER = new Set(['and', 'also', 'then', 'plus']);
const INSTEAD = new Set(['instead', 'rather']);
const TRAILING = new Set([...INSTEAD, 'too', 'also']);

function isCommand({ intent }: Intent): boolean {
  return !['dialogue', 'never'].includes(riskOfIntent(intent));
}

function isLook({ intent }: Intent): boolean {
  return riskOfIntent(intent) === 'look';
}
