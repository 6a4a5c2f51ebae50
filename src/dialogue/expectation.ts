import type { Expectation } from '#understanding/expectation.ts';
import { offered } from './restarting.ts';
import { type State, stateName } from './state.ts';

/** What the dialogue waits for, told to recognition and understanding. */
export function expectation(state: State): Expectation {
  const { mode } = state;
  const choices = state.context.choices?.candidates ?? [];
  const { last, refused } = state.context;
  switch (mode.name) {
    case 'idle':
    case 'muted':
      return {
        state: stateName(state),
        candidates: choices,
        pending: mode.name === 'idle' ? offered(state) : [],
        ...(last && { last }),
        ...(refused && { refused }),
      };
    case 'confirming':
      return {
        state: 'confirming',
        candidates: choices,
        pending: mode.intents.map((intent) => intent.intent),
        open: mode.intents,
      };
    case 'clarifying':
      return {
        state: 'clarifying',
        candidates: mode.candidates,
        pending: [mode.intent.intent],
        missing: { slot: mode.slot, slots: mode.intent.slots },
      };
    case 'spelling':
      return { state: 'spelling', candidates: [], pending: mode.intent ? [mode.intent.intent] : [] };
  }
}
