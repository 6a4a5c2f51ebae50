import type { Intent } from '#understanding/intent.ts';
import type { Urgency } from '#voice/voice.ts';
import type { Effect } from './effect.ts';
import type { TimerName } from './event.ts';
import type { Reply } from './reply.ts';
import type { DialogueSettings } from './settings.ts';
import type { Mode, Question, Source, State } from './state.ts';

/** One step under way: what it starts from becomes what it leads to. It lives only inside `step`. */
export interface Moment {
  state: State;
  readonly effects: Effect[];
  readonly settings: DialogueSettings;
  readonly at: number;
  /** What the utterance meant, for those who look on. */
  turn?: Turn;
}

export interface Turn {
  /** References looked up and answers completed to whole intents. */
  intents: readonly Intent[];
  decision: 'understood' | 'ambiguous' | 'incomplete' | 'rejected';
}

export function change(moment: Moment, changes: Partial<State>): void {
  moment.state = { ...moment.state, ...changes };
}

export function takeId(moment: Moment): number {
  const { nextId } = moment.state;
  change(moment, { nextId: nextId + 1 });
  return nextId;
}

interface Manner {
  urgency?: Urgency;
  /** Afterwards, speech counts without the wake phrase for a while. */
  invites?: boolean;
  /** "Say that again" says it. */
  repeatable?: boolean;
}

/** Gives the number of the speech. */
export function say(moment: Moment, reply: Reply, manner: Manner = {}): number {
  const { urgency = 'message', invites = true, repeatable = true } = manner;
  const speech = takeId(moment);
  change(moment, {
    speeches: [...moment.state.speeches, { speech, invites }],
    lastReply: repeatable ? reply : moment.state.lastReply,
  });
  moment.effects.push({ type: 'say', speech, reply, urgency });
  return speech;
}

export function silence(moment: Moment): void {
  change(moment, { speeches: [], addressedUntil: moment.at + moment.settings.followUpMs });
  moment.effects.push({ type: 'silence' });
}

export function setTimer(moment: Moment, timer: TimerName, ms: number): void {
  moment.effects.push({ type: 'set-timer', timer, ms });
}

export function clearTimer(moment: Moment, timer: TimerName): void {
  moment.effects.push({ type: 'clear-timer', timer });
}

/** Leaves the present mode; the timers of a question that was open stop. */
export function enter(moment: Moment, mode: Mode): void {
  if (isOpen(moment.state.mode)) {
    clearTimer(moment, 'reprompt');
    clearTimer(moment, 'expiry');
  }
  change(moment, { mode });
}

export type OpenMode = Extract<Mode, { question: Question }>;

export function isOpen(mode: Mode): mode is OpenMode {
  return 'question' in mode;
}

/** A question that is being put to the voice now. */
export function newQuestion(speech: number, turn: number, source: Source, at: number): Question {
  return { speech, turn, source, askedAt: at, saidAt: null, expiresAt: null, reprompted: false };
}

/** The open question is said (again) by another speech: its time starts anew when that was said. */
export function askAgain(moment: Moment, speech: number): void {
  const { mode } = moment.state;
  if (!isOpen(mode)) return;
  const question: Question = { ...mode.question, speech, expiresAt: null, reprompted: false };
  enter(moment, { ...mode, question });
}
