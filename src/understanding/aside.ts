import { readCompound } from './compound.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** Words after which a command is quoted, wished, denied or meant for somebody else. */
const NOT_CHATTER = new Set(
  'no not never nobody without if unless said says say saying told tell asked ask alexa siri google cortana windows mac phone imagine suppose wish wished pretend story song joke movie book would could'.split(
    ' ',
  ),
);
const MOST_CHATTER = 14;
/** Between a reason and the wish. */
const CONCLUDES = new Set(['so', 'therefore', 'hence']);

/**
 * A command behind a clause that only gives the reason ("the party is over, remove blender"), when there is a break
 * between them. Not while a question is open: then such speech is no answer.
 */
export function readAside(said: Words, context: PhraseContext): PhraseReading | undefined {
  if (context.expectation.state !== 'idle') return undefined;
  for (const at of [...said.breaks].sort((a, b) => a - b)) {
    if (at > MOST_CHATTER || at >= said.words.length) continue;
    if (said.words.slice(0, at).some((word) => NOT_CHATTER.has(word) || word.endsWith("n't")))
      return undefined;
    const from = CONCLUDES.has(said.words[at] as string) ? at + 1 : at;
    const rest = slice(said, from, said.words.length);
    const phrase = readPhrase(rest, context);
    const reading = phrase?.grade === 3 ? phrase : (readCompound(rest, context) ?? phrase);
    if (
      reading?.grade === 3 &&
      !reading.tooClose &&
      reading.intents.every((intent) => isCommand(intent) && !pointsBack(intent))
    )
      return reading;
  }
  return undefined;
}

/** "The kids misuse the desktop, take it away": what "it" is was said in the part that is passed over. */
function pointsBack({ references = {} }: Intent): boolean {
  return Object.values(references).some(({ kind }) => kind === 'it');
}

function isCommand({ intent }: Intent): boolean {
  return intent === 'set_listening' || !['dialogue', 'never'].includes(riskOfIntent(intent));
}
