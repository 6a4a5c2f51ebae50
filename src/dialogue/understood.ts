import type { Grammar } from '#understanding/grammar.ts';
import { understand } from '#understanding/understand.ts';
import type { World } from '#understanding/understand-text.ts';
import { withoutWakePhrase, wordsOf } from '#understanding/words.ts';
import type { Understood } from './addressing.ts';
import { expectation } from './expectation.ts';
import type { State } from './state.ts';

type Guesses = Parameters<typeof understand>[0];

/** An utterance as the ears give it. */
export interface Utterance {
  /** Best first. */
  alternatives: readonly [Guesses[number], ...Guesses];
  source: Understood['source'];
  /** Clock time; absent: just now. */
  startedAt?: number | undefined;
  whilePlaying: boolean;
  amends: boolean;
}

/** What an utterance means in this state, at clock time `at`, as the event that the dialogue takes. Pure. */
export function understood(
  heard: Utterance,
  at: number,
  state: State,
  grammar: Grammar,
  world: World,
): Understood {
  const { alternatives, source, startedAt = at, whilePlaying, amends } = heard;
  return {
    at,
    type: 'understood',
    understanding: understand(alternatives, grammar, expectation(state), world),
    source,
    startedAt,
    wake: withoutWakePhrase(wordsOf(alternatives[0].text)).woken,
    whilePlaying,
    amends,
  };
}
