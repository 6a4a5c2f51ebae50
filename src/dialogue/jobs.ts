import type { Plan } from '#nix/plan.ts';
import { tell } from './answers.ts';
import { orderClear } from './commands.ts';
import type { Event } from './event.ts';
import { openList } from './lists.ts';
import { change, clearTimer, enter, isOpen, type Moment, say, setTimer, takeId } from './moment.ts';
import { riskOfPlan } from './policy.ts';
import { askPlan, askSlot, remind } from './questions.ts';
import { rememberChosen } from './remembering.ts';
import type { Confirming, Job, Planning, Source } from './state.ts';
import { remainingMs } from './time-left.ts';
import { askGeneration, isChoice, named } from './unclear-generation.ts';

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** A plan has come: what only looks runs at once, anything else is asked about. */
export function planned(moment: Moment, { task, planned: outcome }: EventOf<'planned'>) {
  const planning = moment.state.planning.find((ordered) => ordered.task === task);
  if (!planning) return;
  change(moment, { planning: moment.state.planning.filter((ordered) => ordered !== planning) });
  if (outcome.type === 'answer') return answeredAtOnce(moment, planning, outcome.answer);
  const { plan } = outcome;
  const intents = named(planning.intents, plan);
  if (intents !== planning.intents) {
    moment.turn = { intents, decision: 'understood' };
    change(moment, { context: { ...moment.state.context, last: intents } });
  }
  rememberGoal(moment, plan);
  if (riskOfPlan(plan) === 'look') return look(moment, planning, plan);
  const { job, mode, earsClosed } = moment.state;
  if (job)
    return void say(moment, { type: 'busy', plan: job.plan, remainingMs: remainingMs(job, moment.at) });
  if (mode.name === 'muted') return void say(moment, { type: 'dropped', why: 'muted' });
  const replaces = planning.replaces || mode.name === 'confirming';
  askPlan(moment, plan, intents, planning, replaces && !earsClosed);
}

/** "The one before that" means that of the generation that was gone back to. */
function rememberGoal(moment: Moment, { requests, effects }: Plan): void {
  const goal = effects.returnsTo ?? effects.to;
  if (!goal || !requests.some(({ intent }) => intent === 'rollback')) return;
  change(moment, { context: { ...moment.state.context, generation: goal.number } });
}

function answeredAtOnce(moment: Moment, planning: Planning, answer: Parameters<typeof tell>[1]) {
  const [intent, ...others] = planning.intents;
  const { mode } = moment.state;
  const unknown = unknownName(answer);
  if (unknown && others.length === 0 && mode.name === 'idle') {
    const { slot, heard, near } = unknown;
    const candidates = near.map((name) => ({ value: name, spoken: name }));
    const slots = Object.fromEntries(Object.entries(intent.slots).filter(([name]) => name !== slot));
    return askSlot(moment, { intent: { intent: intent.intent, slots }, slot, heard, candidates }, planning);
  }
  if (isChoice(answer) && others.length === 0 && mode.name === 'idle')
    return askGeneration(moment, answer, planning);
  if (planning.replaces) say(moment, { type: 'dropped', why: 'replaced' });
  tell(moment, answer);
  rememberChosen(moment, planning.intents, answer);
  remind(moment);
}

function unknownName(
  answer: Parameters<typeof tell>[1],
): { slot: string; heard: string; near: readonly string[] } | undefined {
  switch (answer.type) {
    case 'no-such-package':
      return { slot: 'package', heard: answer.attribute, near: answer.near };
    case 'no-such-service':
      return { slot: 'service', heard: answer.service, near: answer.near };
    default:
      return undefined;
  }
}

function look(moment: Moment, planning: Planning, plan: Plan): void {
  const job = newJob(moment, planning, plan);
  change(moment, { looks: [...moment.state.looks, job] });
  moment.effects.push({ type: 'run', task: job.task, plan });
  if (isLong(moment, plan)) begin(moment, plan);
}

/** Runs the very plan that was read back. The only place from which a change starts. */
export function carryOut(moment: Moment, { plan, intents, question }: Confirming, source: Source): void {
  enter(moment, { name: 'idle' });
  const turn = moment.state.turn?.id ?? question.turn;
  const job = newJob(moment, { intents, source, turn }, plan);
  const taken = moment.state.turn;
  change(moment, { job, turn: taken && { ...taken, granted: plan } });
  moment.effects.push({ type: 'run', task: job.task, plan });
  begin(moment, plan);
}

function newJob(
  moment: Moment,
  { intents, source, turn }: Pick<Job, 'intents' | 'source' | 'turn'>,
  plan: Plan,
): Job {
  const task = takeId(moment);
  return {
    task,
    turn,
    intents,
    source,
    plan,
    startedAt: moment.at,
    progress: null,
    cancelling: false,
    answers: 0,
  };
}

/** Worth to be announced; and so is what nobody can tell. */
function isLong({ settings }: Moment, { effects }: Plan): boolean {
  return effects.isBlind === true || effects.estimateMs > settings.announceMs;
}

function begin(moment: Moment, plan: Plan): void {
  if (isLong(moment, plan)) {
    say(moment, { type: 'started', plan }, { repeatable: false });
  } else moment.effects.push({ type: 'earcon', earcon: 'heard' });
  setTimer(moment, 'progress', moment.settings.progressEveryMs);
}

export function progressed(moment: Moment, { task, progress }: EventOf<'progressed'>): void {
  replaceJob(moment, task, (job) => ({ ...job, progress }));
}

export function answered(moment: Moment, { task, answer }: EventOf<'answered'>): void {
  const { job, next } = moment.state;
  const found = findJob(moment, task);
  if (!found) return;
  replaceJob(moment, task, (one) => ({ ...one, answers: one.answers + 1 }));
  const failed = answer.type === 'failed' || answer.type === 'cancelled';
  const droppedNext = failed && job?.task === task && next !== null && !job.cancelling;
  if (droppedNext) change(moment, { next: null });
  tell(moment, answer, droppedNext);
  if (found.answers === 0) rememberChosen(moment, found.intents, answer);
}

export function finished(moment: Moment, { task }: EventOf<'finished'>): void {
  const job = findJob(moment, task);
  if (!job) return;
  endJob(moment, task);
  if (job.answers === 0) {
    const message = 'It ended without telling what it did.';
    say(moment, { type: 'trouble', where: 'task', code: 'no-answer', message });
  }
  remind(moment);
  goOn(moment);
}

/** An edge threw: the task is gone, whatever it was. Gives whether there was such a task. */
export function lose(moment: Moment, task: number): boolean {
  const { planning, reading, adjusting } = moment.state;
  const known =
    Boolean(findJob(moment, task)) ||
    [...planning, ...reading].some((one) => one.task === task) ||
    adjusting.includes(task);
  if (!known) return false;
  if (moment.state.job?.task === task) change(moment, { next: null });
  endJob(moment, task);
  change(moment, {
    planning: planning.filter((one) => one.task !== task),
    reading: reading.filter((one) => one.task !== task),
    adjusting: adjusting.filter((one) => one !== task),
  });
  return true;
}

export function historyRead(moment: Moment, { task, entries }: EventOf<'history-read'>): void {
  const { reading } = moment.state;
  if (!reading.some((one) => one.task === task)) return;
  change(moment, { reading: reading.filter((one) => one.task !== task) });
  openList(moment, { kind: 'history', items: entries });
  remind(moment);
}

/** Says how far the longest task is, unless somebody is speaking or being asked. */
export function tellProgress(moment: Moment): void {
  const { job, looks, mode, speeches } = moment.state;
  const task = job ?? looks[0];
  if (!task) return;
  if (mode.name !== 'muted' && !isOpen(mode) && speeches.length === 0 && !task.cancelling) {
    const reply = { type: 'progress', plan: task.plan, progress: task.progress } as const;
    say(moment, reply, { urgency: 'progress', invites: false, repeatable: false });
  }
  setTimer(moment, 'progress', moment.settings.progressEveryMs);
}

/** Asks about what was to follow the job: "yes, and musescore". */
function goOn(moment: Moment): void {
  const { next, job, mode } = moment.state;
  if (!next || job) return;
  change(moment, { next: null });
  if (mode.name !== 'muted') orderClear(moment, next.intents, next);
}

function findJob(moment: Moment, task: number): Job | undefined {
  const { job, looks } = moment.state;
  return job?.task === task ? job : looks.find((one) => one.task === task);
}

function replaceJob(moment: Moment, task: number, update: (job: Job) => Job): void {
  const { job, looks } = moment.state;
  change(moment, {
    job: job?.task === task ? update(job) : job,
    looks: looks.map((one) => (one.task === task ? update(one) : one)),
  });
}

function endJob(moment: Moment, task: number): void {
  const { job, looks } = moment.state;
  change(moment, { job: job?.task === task ? null : job, looks: looks.filter((one) => one.task !== task) });
  if ((job || looks.length > 0) && !moment.state.job && moment.state.looks.length === 0)
    clearTimer(moment, 'progress');
}

/** Stops the running change; what it restored is told by its answer. */
export function cancelJob(moment: Moment, job: Job): void {
  say(moment, { type: 'cancelling', plan: job.plan, already: job.cancelling });
  if (job.cancelling) return;
  moment.effects.push({ type: 'cancel', task: job.task });
  change(moment, { job: { ...job, cancelling: true }, next: null });
}

/** Stops looks without a word about what they would have answered. */
export function cancelLooks(moment: Moment, looks: readonly Job[]): void {
  for (const { task } of looks) {
    moment.effects.push({ type: 'cancel', task });
    endJob(moment, task);
  }
}
