import type { Understanding } from '#understanding/understanding.ts';
import { wishesTheSame } from './adjusting.ts';
import { cancelJob, cancelLooks } from './jobs.ts';
import { change, enter, isOpen, type Moment, say } from './moment.ts';
import { repeatQuestion } from './questions.ts';
import type { Mode, TurnTaken } from './state.ts';

/** What taking back an utterance left to do. */
export interface TakenBack {
  /** The question it had closed, open again, to be asked again unless the whole utterance answers it. */
  reopened: Mode | null;
  /** It was a yes, and its job can no longer be stopped or is being stopped: nothing else may come of it. */
  over: boolean;
  /** What it had wished, if the whole wishes the same. */
  wish: TurnTaken['wish'];
}

/**
 * Speech went on: what the first part set off is taken back before the whole is heard. A job that a yes started is
 * stopped unless the whole is a yes too.
 */
export function takeBack(moment: Moment, turn: TurnTaken, whole: Understanding): TakenBack {
  takeBackTasks(moment, turn);
  const wish = wishesTheSame(turn, whole) ? turn.wish : null;
  if (wish === null) takeBackWish(moment, turn);
  const { next } = moment.state;
  change(moment, { context: turn.context, next: next?.turn === turn.id ? turn.next : next });
  if (turn.granted) return { reopened: null, over: takeBackYes(moment, turn, whole), wish };
  return { reopened: takeBackMode(moment, turn), over: false, wish };
}

function takeBackTasks(moment: Moment, { id }: TurnTaken): void {
  const { planning, looks, reading } = moment.state;
  for (const { task } of planning.filter((one) => one.turn === id))
    moment.effects.push({ type: 'cancel', task });
  change(moment, {
    planning: planning.filter((one) => one.turn !== id),
    reading: reading.filter((one) => one.turn !== id),
  });
  cancelLooks(
    moment,
    looks.filter((one) => one.turn === id),
  );
}

/** One that was fulfilled already is followed by what comes instead. */
function takeBackWish(moment: Moment, { wish }: TurnTaken): void {
  const { adjusting } = moment.state;
  if (wish === null || !adjusting.includes(wish.task)) return;
  moment.effects.push({ type: 'cancel', task: wish.task });
  change(moment, { adjusting: adjusting.filter((task) => task !== wish.task) });
}

/** Gives whether there is nothing left to hear in the whole utterance. */
function takeBackYes(moment: Moment, { id }: TurnTaken, whole: Understanding): boolean {
  if (beginsWithYes(whole) || onlyAsksOfJob(whole)) return false;
  const { job } = moment.state;
  if (job?.turn === id) cancelJob(moment, job);
  else if (!job) say(moment, { type: 'already-done' });
  return whole.decision !== 'understood' || ENDS.has(whole.intents[0].intent);
}

/** "Yes, how far are you", of which the yes was lost: who asks after the work does not take it back. */
function onlyAsksOfJob(whole: Understanding): boolean {
  return whole.decision === 'understood' && whole.intents.every(({ intent }) => ASKS_OF_JOB.has(intent));
}

const ASKS_OF_JOB = new Set(['status', 'repeat']);
const ENDS = new Set(['deny', 'cancel', 'stop_speaking', 'out_of_scope']);

export function beginsWithYes(whole: Understanding): boolean {
  return whole.decision === 'understood' && whole.intents[0].intent === 'affirm';
}

function takeBackMode(moment: Moment, turn: TurnTaken): Mode | null {
  const { mode } = moment.state;
  const opened = isOpen(mode) && mode.question.turn === turn.id;
  const closed = !isOpen(mode) && isOpen(turn.mode);
  if (!opened && !closed) {
    if (mode.name === 'muted' && turn.mode.name !== 'muted') enter(moment, turn.mode);
    return null;
  }
  if (!isOpen(turn.mode)) {
    enter(moment, turn.mode);
    return null;
  }
  const { question } = turn.mode;
  if (question.expiresAt !== null && moment.at >= question.expiresAt) {
    enter(moment, { name: 'idle' });
    return null;
  }
  // It has to be said again before it can be answered.
  const reopened: Mode = {
    ...turn.mode,
    question: { ...question, speech: 0, saidAt: null, expiresAt: null },
  };
  enter(moment, reopened);
  return reopened;
}

/** Asks what was reopened again, if the whole utterance left it open. */
export function askReopened(moment: Moment, { reopened }: TakenBack): void {
  if (reopened !== null && moment.state.mode === reopened) repeatQuestion(moment);
}
