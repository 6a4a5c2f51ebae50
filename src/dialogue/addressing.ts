import type { Understanding } from '#understanding/understanding.ts';
import type { Event } from './event.ts';
import { isOpen } from './moment.ts';
import type { DialogueSettings } from './settings.ts';
import type { Mode, State } from './state.ts';

export type Understood = Extract<Event, { type: 'understood' }>;

/** Whether an utterance is meant for us. What is not gets no answer and leaves no trace. */
export function isAddressed(state: State, event: Understood, settings: DialogueSettings): boolean {
  if (event.source === 'typed') return true;
  if (event.whilePlaying) return countsWhilePlaying(state, event, settings);
  if (state.mode.name === 'muted') return isUnmute(event.understanding);
  if (event.amends && state.turn) return true;
  if (event.wake || settings.mode === 'talk') return true;
  const { understanding } = event;
  if (understanding.decision === 'rejected' && understanding.why === 'nothing-heard') return false;
  if (settings.mode === 'always') return !isScrap(understanding) || isOpen(state.mode);
  if (isOpen(state.mode)) {
    return (
      fits(understanding, state.mode) || (understanding.decision !== 'rejected' && isFollowUp(state, event))
    );
  }
  return isFollowUp(state, event);
}

/** Our own voice may be what was heard: only words that stop something count. */
function countsWhilePlaying(state: State, event: Understood, settings: DialogueSettings): boolean {
  if (state.mode.name === 'muted') return false;
  const intent = onlyIntent(event.understanding);
  if (event.amends && state.turn && (intent === 'deny' || intent === 'cancel')) return true;
  if (intent !== 'stop_speaking' && intent !== 'cancel') return false;
  // While we speak, whoever says "stop" speaks to us; without the wake phrase only if we spoke to them.
  return settings.mode !== 'wake' || event.wake || state.speeches.length > 0;
}

/** A single word that means nothing: what noise is heard as when all speech counts. */
function isScrap(understanding: Understanding): boolean {
  const { decision, text } = understanding;
  return decision === 'rejected' && understanding.why === 'not-in-grammar' && !text.trim().includes(' ');
}

function isFollowUp(state: State, event: Understood): boolean {
  return event.startedAt <= state.addressedUntil;
}

const FITTING = new Set(['affirm', 'deny', 'cancel', 'repeat', 'stop_speaking']);

/** What fits an open question counts as long as it is open. */
function fits(understanding: Understanding, mode: Mode): boolean {
  if (understanding.decision === 'answer') return true;
  if (understanding.decision !== 'understood') return false;
  const [first] = understanding.intents;
  if (FITTING.has(first.intent)) return true;
  if (first.intent === 'explain') return first.slots.topic === 'plan';
  return mode.name !== 'confirming' && (first.intent === 'spell' || first.intent === 'spelling');
}

export function isUnmute(understanding: Understanding): boolean {
  if (understanding.decision !== 'understood') return false;
  const [first] = understanding.intents;
  return first.intent === 'set_listening' && first.slots.state === 'on';
}

export function onlyIntent(understanding: Understanding): string | undefined {
  if (understanding.decision !== 'understood' || understanding.intents.length > 1) return undefined;
  return understanding.intents[0].intent;
}
