import type { Intent } from '#understanding/intent.ts';
import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import type { DialogueSettings } from './settings.ts';
import type { State } from './state.ts';

export interface Step {
  state: State;
  effects: readonly Effect[];
  /** What an utterance that counted meant in context; absent when it was not for us, and for other events. */
  turn?: Turn;
}

export interface Turn {
  /** References looked up and answers completed to whole intents. */
  intents: readonly Intent[];
  decision: 'understood' | 'ambiguous' | 'incomplete' | 'rejected';
}

/** What a dialogue does about an event. Pure. */
export function step(state: State, _event: Event, _settings: DialogueSettings): Step {
  return { state, effects: [] };
}
