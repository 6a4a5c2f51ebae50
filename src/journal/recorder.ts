import { ownMark } from '#base/process-life.ts';
import type { Effect } from '#dialogue/effect.ts';
import type { Event } from '#dialogue/event.ts';
import type { DialogueSettings } from '#dialogue/settings.ts';
import type { Job, State } from '#dialogue/state.ts';
import type { Turn } from '#dialogue/step.ts';
import type { Answer } from '#nix/answer.ts';
import type { Plan } from '#nix/plan.ts';
import type { HeardFinal } from '#recognition/heard.ts';
import type { RememberedName } from '#understanding/remembered.ts';
import { decisionOf } from './decision.ts';
import type { Entry, KeptEvent, SessionStart } from './entry.ts';
import { hearings, keptText, sinceStart } from './hearing.ts';
import type { Journal } from './journal.ts';
import { matters, slim } from './kept-event.ts';

export type Understood = Extract<Event, { type: 'understood' }>;

/** So many events wait for each other at most before they are written. */
const MOST_PENDING = 40;

/** What the recorder is shown of each step. */
export interface Step {
  before: State;
  event: Event;
  from?:
    | { heard: HeardFinal; installed: readonly string[]; remembered: readonly RememberedName[] }
    | undefined;
  settings: DialogueSettings;
  after: State;
  effects: readonly Effect[];
  turn?: Turn | undefined;
}

interface RecorderOptions {
  started: Extract<Entry, { type: 'started' }> & { session: SessionStart };
  /**
   * Also what was not addressed, word by word, and where it is in the sound: for a recording that a person asked for.
   * While muted, there is no sound, and only what was addressed is kept: "stop listening" holds for recordings too.
   */
  everything: boolean;
  describe(plan: Plan): string;
  /** Told when it cannot be written, so that it can be said; the conversation goes on. */
  failed(error: unknown): void;
}

export interface Recorder {
  /** Writes that the session began; failing, it tells. */
  start(): void;
  stepped(step: Step): void;
  /** Throws what kept the last record from being written. */
  check(): void;
  /** Writes that a change begins; throws `ConfigError` when it cannot be written. */
  begin(plan: Plan): void;
}

/**
 * Writes a session: utterances that counted, changes, and whatever else decisions depend on. What happens between two
 * utterances becomes one record, written when all is quiet again.
 */
export function recorder(journal: Journal, options: RecorderOptions): Recorder {
  const { started, everything, describe, failed } = options;
  const { clock } = started.session;
  const { hearingOf, changedSettings } = hearings(clock, everything);
  /** Its number; undefined once something of it is missing, as it cannot be played again from there on. */
  let session: number | undefined;
  let trouble: unknown;
  let pending: KeptEvent[] = [];
  let steppedAt = clock;
  /** Changes that were begun, by hash, and what came of each that was no end of a change. */
  const begun = new Map<string, Answer | undefined>();

  return {
    start: () =>
      trying(() => {
        session = journal.append(started, clock).seq;
      }),
    stepped: (step) => trying(() => record(step)),
    check() {
      if (trouble) throw trouble;
    },
    begin(plan) {
      journal.append({ type: 'begun', process: ownMark(), ...aboutPlan(plan) }, steppedAt);
      begun.set(plan.hash, undefined);
    },
  };

  function trying(write: () => void): void {
    try {
      write();
    } catch (error) {
      trouble = error;
      session = undefined;
      pending = [];
      failed(error);
    }
  }

  function append(entry: Entry, at: number): void {
    journal.append(entry, at);
    trouble = undefined;
  }

  function record(step: Step): void {
    const { before, event, after } = step;
    steppedAt = event.at;
    if (event.type === 'understood') recordUtterance(step, event);
    else if (matters(event, before)) keep({ ...slim(event), ...noteOf(step) });
    if (before.job && 'task' in event && before.job.task === event.task) recordEnd(before.job, event);
    const isUrgent = event.type === 'confirmed' || after.earsClosed || isQuiet(after);
    if (isUrgent || pending.length >= MOST_PENDING) flush(event.at);
  }

  function recordUtterance(step: Step, event: Understood): void {
    const { decision, intents, slots, does } = decisionOf(step);
    const said = { said: keptText(event), source: event.source };
    if (decision !== undefined && intents) {
      flush(event.at);
      const replayable = session === undefined ? {} : { slots, session, heard: hearingOf(event, step), does };
      append({ type: 'turn', ...said, decision, intents: [...intents], ...(replayable as object) }, event.at);
    } else if (everything && session !== undefined && step.before.mode.name !== 'muted') {
      flush(event.at);
      append(
        { type: 'overheard', ...said, session, heard: hearingOf(event, step), does: [...does] },
        event.at,
      );
    } else if (does.length > 0) keep({ type: 'woken', ...noteOf(step) });
    // It ends what could be continued; that is all that is kept of it.
    else if (step.before.turn) keep({ type: 'unaddressed', ...noteOf(step) });
  }

  function noteOf(step: Step): Pick<KeptEvent, 't' | 'settings' | 'does'> {
    const { does } = decisionOf(step);
    return {
      t: sinceStart(step.event.at, clock),
      ...changedSettings(step.settings),
      ...(does.length > 0 ? { does: [...does] } : {}),
    };
  }

  function keep(event: KeptEvent): void {
    const isLast = event.type === 'ears-closed' && event.does?.join() === 'end';
    if (session !== undefined && !isLast) pending.push(event);
  }

  function flush(at: number): void {
    if (session === undefined || pending.length === 0) return;
    const events = pending;
    pending = [];
    append({ type: 'events', session, events }, at);
  }

  function recordEnd({ plan }: Job, event: Event): void {
    if (event.type === 'failed') end(plan, { outcome: 'failed' }, event.at);
    else if (event.type === 'answered') recordAnswer(plan, event);
    else if (event.type === 'finished' && begun.has(plan.hash))
      end(plan, { outcome: isWell(begun.get(plan.hash)) ? 'done' : 'failed' }, event.at);
  }

  function recordAnswer(plan: Plan, { answer, at }: Extract<Event, { type: 'answered' }>): void {
    const found = endOf(answer);
    if (found) end(plan, found, at);
    else if (begun.has(plan.hash)) begun.set(plan.hash, answer);
  }

  function end(plan: Plan, found: End, at: number): void {
    begun.delete(plan.hash);
    append({ type: 'change', ...aboutPlan(plan), ...found }, at);
  }

  function aboutPlan(plan: Plan): { plan: string; intents: string[]; said: string; session?: number } {
    return {
      plan: plan.hash,
      intents: plan.requests.map(({ intent }) => intent),
      said: describe(plan),
      ...(session === undefined ? {} : { session }),
    };
  }
}

/** Nothing goes on and nothing is said. */
function isQuiet({ planning, looks, reading, speeches, job, next }: State): boolean {
  return planning.length + looks.length + reading.length + speeches.length === 0 && !job && !next;
}

type End = Pick<Extract<Entry, { type: 'change' }>, 'outcome' | 'generation' | 'previous' | 'notStarted'>;

/** Of what ended without an end of a change: there was nothing to do after all, or it was only a try. */
function isWell(answer: Answer | undefined): boolean {
  return answer?.type === 'nothing-to-do' || answer?.type === 'tried';
}

/** Undefined: not an end of a change. */
function endOf(answer: Answer): End | undefined {
  switch (answer.type) {
    case 'done':
      return { outcome: 'done', ...generationsOf(answer) };
    case 'failed':
      // It is in place, for the next start.
      if (answer.code === 'needs-restart') return { outcome: 'done', ...generationsOf(answer) };
      if (answer.code !== 'unit-failed') return { outcome: 'failed' };
      return { outcome: 'done', ...generationsOf(answer), notStarted: answer.subject ?? 'a service' };
    case 'cancelled':
      return { outcome: 'cancelled' };
    default:
      return undefined;
  }
}

function generationsOf({ generation, previous }: Pick<End, 'generation' | 'previous'>) {
  return {
    ...(generation === undefined ? {} : { generation }),
    ...(previous === undefined ? {} : { previous }),
  };
}
