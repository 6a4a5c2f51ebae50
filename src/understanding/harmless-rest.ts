import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { jointsOf } from './joints.ts';
import { isNegated } from './negations.ts';
import { type PhraseContext, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

const MOST_CUTS = 8;

/**
 * The commands that a refused sentence has besides what it is refused for: "get git and and r m dash r f home" has
 * one. Only a hint for what may be said next.
 */
export function harmlessRest(said: Words, context: PhraseContext): readonly Intent[] {
  if (isNegated(said.words)) return [];
  const cuts = [...new Set([0, ...cutsIn(said)])].sort((a, b) => a - b);
  if (cuts.length < 2 || cuts.length > MOST_CUTS) return [];
  const intents: Intent[] = [];
  for (const [index, from] of cuts.entries()) {
    const part = withoutJoints(slice(said, from, cuts[index + 1] ?? said.words.length));
    const reading = part.words.length > 0 ? readPhrase(part, context) : undefined;
    if (reading?.grade === 3 && !reading.tooClose && reading.intents.every(isCommand))
      intents.push(...reading.intents);
  }
  return intents;
}

/** Where one thing ends and the next begins; signs between commands separate as well as words do. */
function cutsIn(said: Words): readonly number[] {
  const signs = [...said.words.keys()].filter((at) => isSign(said.words[at] as string));
  return [...jointsOf(said).map(({ end }) => end), ...signs].filter((at) => at > 0);
}

const JOINING = new Set('and then also plus'.split(' '));

function isSign(word: string): boolean {
  return !/[\p{L}\p{N}]/u.test(word);
}

function withoutJoints(said: Words): Words {
  const [first] = said.words;
  return first !== undefined && (JOINING.has(first) || isSign(first))
    ? withoutJoints(slice(said, 1, said.words.length))
    : said;
}

function isCommand({ intent }: Intent): boolean {
  return !['dialogue', 'never'].includes(riskOfIntent(intent));
}
