import { adjusted } from './adjusting.ts';
import { drop } from './controls.ts';
import type { Effect } from './effect.ts';
import type { Event } from './event.ts';
import { hear } from './hear.ts';
import { answered, carryOut, finished, historyRead, lose, planned, progressed } from './jobs.ts';
import { change, isOpen, type Moment, say, type Turn } from './moment.ts';
import type { DialogueSettings } from './settings.ts';
import { said, speechStarted, timedOut } from './speech-end.ts';
import type { State } from './state.ts';

export type { Turn } from './moment.ts';

export interface Step {
  state: State;
  effects: readonly Effect[];
  /**
   * What an utterance that counted meant in context; told once more when its plan tells what "the oldest" is. Absent
   * when it was not for us, and for other events.
   */
  turn?: Turn;
}

/** What a dialogue does about an event. Pure. */
export function step(state: State, event: Event, settings: DialogueSettings): Step {
  const moment: Moment = { state, effects: [], settings, at: event.at };
  take(moment, event);
  endWhenDone(moment);
  const { effects, turn } = moment;
  return turn ? { state: moment.state, effects, turn } : { state: moment.state, effects };
}

function take(moment: Moment, event: Event) {
  switch (event.type) {
    case 'understood':
      return hear(moment, event);
    case 'speech-started':
      return speechStarted(moment, event);
    case 'confirmed':
      return confirmed(moment, event.hash);
    case 'planned':
      return planned(moment, event);
    case 'progressed':
      return progressed(moment, event);
    case 'answered':
      return answered(moment, event);
    case 'finished':
      return finished(moment, event);
    case 'history-read':
      return historyRead(moment, event);
    case 'adjusted':
      return adjusted(moment, event);
    case 'said':
      return said(moment, event);
    case 'timed-out':
      return timedOut(moment, event);
    case 'failed':
      return failed(moment, event);
    case 'ears-closed':
      return closeEars(moment);
  }
}

/** A yes by hash is enough whatever the risk, and binds to the plan more surely than words do. */
function confirmed(moment: Moment, hash: string): void {
  const { mode } = moment.state;
  if (mode.name === 'confirming' && mode.plan.hash === hash) carryOut(moment, mode, mode.question.source);
}

function failed(moment: Moment, { task, code, message }: Extract<Event, { type: 'failed' }>): void {
  if (typeof task === 'number') {
    if (lose(moment, task)) say(moment, { type: 'trouble', where: 'task', code, message });
    return;
  }
  // A voice or journal that fails would be told with each word that we say or do.
  const trouble = `${task} ${code}`;
  const { toldTroubles } = moment.state;
  if (task !== 'ears') {
    if (toldTroubles.includes(trouble)) return;
    change(moment, { toldTroubles: [...toldTroubles, trouble] });
  }
  say(moment, { type: 'trouble', where: task, code, message }, { repeatable: false, invites: false });
}

/** Nobody can answer any more: a question that was said is dropped, one that is being said when it was said. */
function closeEars(moment: Moment): void {
  change(moment, { earsClosed: true });
  const { mode } = moment.state;
  if (isOpen(mode) && mode.question.expiresAt !== null) drop(moment, 'ears-closed');
}

function endWhenDone(moment: Moment): void {
  const { earsClosed, ended, mode, job, planning, looks, reading, adjusting, next } = moment.state;
  if (!earsClosed || ended || isOpen(mode) || job || next) return;
  if (planning.length + looks.length + reading.length + adjusting.length > 0) return;
  change(moment, { ended: true });
  moment.effects.push({ type: 'end' });
}
