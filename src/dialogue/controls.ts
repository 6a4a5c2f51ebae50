import type { Intent } from '#understanding/intent.ts';
import type { Understanding } from '#understanding/understanding.ts';
import { ADJUSTMENTS, adjust } from './adjusting.ts';
import { dropPlannedChange } from './commands.ts';
import { explain } from './explaining.ts';
import { cancelJob, cancelLooks } from './jobs.ts';
import { readMore } from './lists.ts';
import { change, enter, isOpen, type Moment, say, silence, takeId } from './moment.ts';
import { askSpelling, type Origin, repeatQuestion, sayQuestion, wordsOf } from './questions.ts';
import { stateName } from './state.ts';
import { remainingMs } from './time-left.ts';

const HISTORY_COUNT = 20;

type Control = (moment: Moment, intent: Intent, origin: Origin) => void;

/** What steers the conversation itself, with or without an open question. */
const CONTROLS: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['affirm', (moment) => nothingToConfirm(moment)],
  ['deny', refuse],
  ['cancel', cancel],
  ['help', (moment) => void say(moment, { type: 'help', state: stateName(moment.state) })],
  ['repeat', repeat],
  ['stop_speaking', stopSpeaking],
  ['status', status],
  ['goodbye', sayGoodbye],
  ['set_listening', setListening],
  ['spell', (moment, _intent, origin) => askSpelling(moment, null, 'package', origin)],
  ['spelling', spelled],
  ['explain', explain],
  ['show_history', readHistory],
  ...ADJUSTMENTS.map((intent): [string, Control] => [intent, adjust]),
]);

export function isControl(intent: string): boolean {
  return CONTROLS.has(intent);
}

export function control(moment: Moment, intent: Intent, origin: Origin): void {
  moment.turn = { intents: [intent], decision: 'understood' };
  CONTROLS.get(intent.intent)?.(moment, intent, origin);
}

function nothingToConfirm(moment: Moment): void {
  const planning = moment.state.planning.some(({ risk }) => risk !== 'look');
  say(moment, { type: 'nothing-to-confirm', planning });
}

/** "No" is also said to a plan that is still being made. */
function refuse(moment: Moment) {
  if (isOpen(moment.state.mode)) return drop(moment, 'deny');
  if (dropPlannedChange(moment)) return void say(moment, { type: 'dropped', why: 'deny' });
  say(moment, { type: 'nothing-to-cancel' });
}

function cancel(moment: Moment) {
  const { job, looks, mode } = moment.state;
  if (isOpen(mode)) return drop(moment, 'cancel');
  if (dropPlannedChange(moment)) return void say(moment, { type: 'dropped', why: 'cancel' });
  if (job) return cancelJob(moment, job);
  if (looks.length === 0) return void say(moment, { type: 'nothing-to-cancel' });
  cancelLooks(moment, looks);
  say(moment, { type: 'cancelled-look' });
}

export function drop(moment: Moment, why: 'deny' | 'cancel' | 'expired' | 'muted' | 'ears-closed'): void {
  enter(moment, { name: 'idle' });
  say(moment, { type: 'dropped', why });
}

function repeat(moment: Moment, { slots }: Intent) {
  const { lastText, lastReply, mode } = moment.state;
  if (slots.part === 'next') return readMore(moment);
  if (slots.part === 'heard')
    return void say(moment, { type: 'heard', text: lastText }, { repeatable: false });
  if (isOpen(mode)) return repeatQuestion(moment);
  say(moment, lastReply ?? { type: 'nothing-to-repeat' }, { repeatable: lastReply !== null });
}

function stopSpeaking(moment: Moment): void {
  const { speeches, job } = moment.state;
  if (speeches.length > 0) {
    silence(moment);
    moment.effects.push({ type: 'earcon', earcon: 'heard' });
  } else if (job) say(moment, { type: 'cancel-hint', plan: job.plan });
  else moment.effects.push({ type: 'earcon', earcon: 'heard' });
}

function status(moment: Moment) {
  const { job, looks, mode, planning } = moment.state;
  if (mode.name === 'confirming') {
    return sayQuestion(moment, {
      type: 'status',
      doing: 'asking',
      plan: mode.plan,
      words: wordsOf(moment, mode),
    });
  }
  const task = job ?? looks[0];
  if (task) {
    const { plan, progress, cancelling } = task;
    const left = remainingMs(task, moment.at);
    say(moment, { type: 'status', doing: 'running', plan, progress, remainingMs: left, cancelling });
  } else say(moment, { type: 'status', doing: planning.length > 0 ? 'planning' : 'nothing' });
}

function sayGoodbye(moment: Moment): void {
  const dropped = moment.state.mode.name === 'confirming' || dropPlannedChange(moment);
  if (isOpen(moment.state.mode)) enter(moment, { name: 'idle' });
  change(moment, { next: null, ended: true });
  say(moment, { type: 'goodbye', running: moment.state.job?.plan ?? null, dropped }, { repeatable: false });
  moment.effects.push({ type: 'end' });
}

function setListening(moment: Moment, { slots }: Intent): void {
  if (slots.state !== 'off') return void say(moment, { type: 'listening-again' });
  const dropped = dropPlannedChange(moment) || moment.state.mode.name === 'confirming';
  enter(moment, { name: 'muted' });
  change(moment, { next: null });
  if (dropped) say(moment, { type: 'dropped', why: 'muted' });
  say(moment, { type: 'muted' });
}

function spelled(moment: Moment, { slots }: Intent): void {
  const text = String(slots.text ?? '');
  change(moment, { context: { ...moment.state.context, package: text || null } });
  say(moment, { type: 'spelled', text });
}

function readHistory(moment: Moment, _intent: Intent, { turn }: Origin): void {
  const task = takeId(moment);
  change(moment, { reading: [...moment.state.reading, { task, turn }] });
  moment.effects.push(
    { type: 'earcon', earcon: 'heard' },
    { type: 'read-history', task, count: HISTORY_COUNT },
  );
}

/** Our own voice may be what was heard, so that "stop" and "cancel" only silence it. */
export function stopWhilePlaying(moment: Moment, understanding: Understanding): void {
  moment.turn = {
    intents: understanding.decision === 'understood' ? understanding.intents : [],
    decision: 'understood',
  };
  silence(moment);
  moment.effects.push({ type: 'earcon', earcon: 'heard' });
}
