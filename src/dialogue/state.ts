import type { Progress } from '#nix/answer.ts';
import type { Plan } from '#nix/plan.ts';
import type { Risk } from '#nix/request.ts';
import type { StateName } from '#understanding/expectation.ts';
import type { Intent } from '#understanding/intent.ts';
import type { Candidate } from '#understanding/understanding.ts';
import type { Adjustment } from './adjustment.ts';
import { type Context, EMPTY_CONTEXT } from './context.ts';
import type { Reply } from './reply.ts';

export type Source = 'voice' | 'typed';
export type Intents = readonly [Intent, ...Intent[]];

/** Everything a dialogue remembers. A plain value: `step` makes a new one. */
export interface State {
  mode: Mode;
  /** Plans that were ordered and have not come yet; at most one of them may turn out to change something. */
  planning: readonly Planning[];
  /** The change that is being carried out. */
  job: Job | null;
  /** Looking plans under way. */
  looks: readonly Job[];
  /** Tasks that adjust ask-nix itself. */
  adjusting: readonly number[];
  /** Tasks that read the history. */
  reading: readonly { task: number; turn: number }[];
  /** What is being said or waits to be said. */
  speeches: readonly Speech[];
  context: Context;
  /** What comes after the job: "yes, and musescore". */
  next: Next | null;
  /** A change that was made waits for a restart of the machine, so that one may be asked for. */
  restartOffered: boolean;
  lastReply: Reply | null;
  /** Only what was addressed to us. */
  lastText: string | null;
  /** Until then speech counts without the wake phrase. */
  addressedUntil: number;
  /** Utterances in a row that were not understood. */
  misses: number;
  /** The last utterance that counted, so that its continuation can take it back. */
  turn: TurnTaken | null;
  /** Troubles told once are not told again. */
  toldTroubles: readonly string[];
  earsClosed: boolean;
  ended: boolean;
  nextId: number;
}

export type Mode =
  | { name: 'idle' }
  | { name: 'confirming'; question: Question; plan: Plan; intents: Intents }
  | {
      name: 'clarifying';
      question: Question;
      intent: Intent;
      slot: string;
      /** What was said for the slot and is not known. */
      heard: string | null;
      /** What was said for the slot, to be remembered for what is chosen. */
      spoken: string | null;
      candidates: readonly Candidate[];
      /** How many candidates have been read out. */
      read: number;
    }
  /** `intent` null: spelled for its own sake. */
  | { name: 'spelling'; question: Question; intent: Intent | null; slot: string }
  | { name: 'muted' };

export type Confirming = Extract<Mode, { name: 'confirming' }>;
export type Clarifying = Extract<Mode, { name: 'clarifying' }>;
export type Spelling = Extract<Mode, { name: 'spelling' }>;

/** What an open question has in common, whatever it asks. */
export interface Question {
  /** The speech that asks it; when that was said, its time runs. */
  speech: number;
  /** The turn that led to it. */
  turn: number;
  source: Source;
  /** When it went to the voice. */
  askedAt: number;
  /** When it was first said to its end; null until then. */
  saidAt: number | null;
  /** Null while its time does not run. */
  expiresAt: number | null;
  reprompted: boolean;
}

export interface Planning {
  task: number;
  turn: number;
  intents: Intents;
  source: Source;
  /** Of the requests; the plan that comes may be riskier. */
  risk: Risk;
  /** The question it replaces was dropped, which is to be told. */
  replaces: boolean;
}

export interface Job {
  task: number;
  turn: number;
  intents: Intents;
  source: Source;
  plan: Plan;
  startedAt: number;
  progress: Progress | null;
  cancelling: boolean;
  /** Answers it gave so far. */
  answers: number;
}

interface Speech {
  speech: number;
  /** Afterwards, speech counts without the wake phrase for a while. */
  invites: boolean;
}

interface Next {
  intents: Intents;
  source: Source;
  turn: number;
}

export interface TurnTaken {
  id: number;
  /** What it found. */
  mode: Mode;
  context: Context;
  next: Next | null;
  /** The plan it let run, if it was a yes. */
  granted: Plan | null;
  /** What it wished of ask-nix itself, and the task that does it. */
  wish: { task: number; adjustment: Adjustment } | null;
}

export function initialState(): State {
  return {
    mode: { name: 'idle' },
    planning: [],
    job: null,
    looks: [],
    adjusting: [],
    reading: [],
    speeches: [],
    context: EMPTY_CONTEXT,
    next: null,
    restartOffered: false,
    lastReply: null,
    lastText: null,
    addressedUntil: 0,
    misses: 0,
    turn: null,
    toldTroubles: [],
    earsClosed: false,
    ended: false,
    nextId: 1,
  };
}

/** The name that files and JSON have for a state (DESIGN.md 4). */
export function stateName(state: State): StateName {
  if (state.mode.name !== 'idle') return state.mode.name;
  if (state.job || state.looks.length > 0) return 'running';
  return state.speeches.length > 0 ? 'speaking' : 'idle';
}
