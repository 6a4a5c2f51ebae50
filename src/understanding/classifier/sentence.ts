import { withoutFillers } from '../bare-words.ts';
import type { StateName } from '../expectation.ts';
import { type Words, withoutWakePhrase } from '../words.ts';
import type { Sentence } from './features.ts';
import type { FindNames } from './names.ts';
import { signsIn } from './signs.ts';
import { spotsIn } from './spots.ts';

/** A sentence as the classifier looks at it: without hesitation, with what is named in it. */
export function sentenceOf(
  said: Words,
  state: StateName,
  findNames: FindNames,
  everyday: ReadonlySet<string>,
): Sentence {
  const { words, breaks } = withoutFillers(withoutWakePhrase(said));
  const isEveryday = (name: readonly string[]) => name.length === 1 && everyday.has(name[0] as string);
  const spots = spotsIn(words, findNames, isEveryday);
  return { words, breaks, spots, signs: signsIn({ words, breaks, spots }), state };
}
