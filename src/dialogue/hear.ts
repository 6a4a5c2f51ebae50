import { isAddressed, type Understood } from './addressing.ts';
import { askReopened, beginsWithYes, takeBack } from './amend.ts';
import { hearClarifying, hearSpelling } from './clarifying.ts';
import { hearConfirming } from './confirming.ts';
import { stopWhilePlaying } from './controls.ts';
import { areCommands, hearIdle } from './idle.ts';
import { change, type Moment, say, takeId } from './moment.ts';
import { hearMuted } from './muted.ts';
import type { Origin } from './questions.ts';
import type { Source, TurnTaken } from './state.ts';

/** Hears an utterance, if it is for us. */
export function hear(moment: Moment, event: Understood) {
  const { state, settings } = moment;
  if (!isAddressed(state, event, settings)) return forgetTurn(moment);
  const { understanding, source, whilePlaying } = event;
  if (isWakeAlone(event)) return wake(moment, source);
  const taken = event.amends ? state.turn : null;
  if (source === 'voice' && whilePlaying && !taken) return stopWhilePlaying(moment, understanding);
  if (!asksWhatWasHeard(event)) change(moment, { lastText: understanding.text.slice(0, MOST_KEPT) });
  const back = taken && takeBack(moment, taken, understanding);
  const origin = beginTurn(moment, event, back?.wish ?? null);
  if (understanding.decision !== 'rejected') change(moment, { misses: 0 });
  if (back && (back.over || (taken?.granted && beginsWithYes(understanding))))
    return hearRest(moment, event, origin);
  hearInMode(moment, event, origin);
  if (back) askReopened(moment, back);
}

const MOST_KEPT = 300;

/** What was said to somebody else can be continued, but that continues nothing that was said to us. */
function forgetTurn(moment: Moment): void {
  if (moment.state.turn) change(moment, { turn: null });
}

function isWakeAlone({ wake, understanding }: Understood): boolean {
  return wake && understanding.decision === 'rejected' && understanding.why === 'nothing-heard';
}

function wake(moment: Moment, source: Source): void {
  change(moment, { addressedUntil: moment.at + moment.settings.followUpMs, turn: null });
  // Who types may have nothing to hear a sound with.
  if (source === 'typed') say(moment, { type: 'status', doing: 'nothing' });
  else moment.effects.push({ type: 'earcon', earcon: 'listening' });
}

function asksWhatWasHeard({ understanding }: Understood): boolean {
  return understanding.decision === 'understood' && understanding.intents[0].slots.part === 'heard';
}

function beginTurn(moment: Moment, { source }: Understood, wish: TurnTaken['wish']): Origin {
  const { mode, context, next } = moment.state;
  const id = takeId(moment);
  change(moment, { turn: { id, mode, context, next, granted: null, wish } });
  return { turn: id, source };
}

/** A yes that was continued: its job runs or is being stopped; only what was said besides the yes is still to do. */
function hearRest(moment: Moment, { understanding }: Understood, origin: Origin): void {
  if (understanding.decision !== 'understood') {
    moment.turn = { intents: [{ intent: 'out_of_scope', slots: {} }], decision: 'rejected' };
    return;
  }
  const { intents } = understanding;
  moment.turn = { intents, decision: 'understood' };
  const [first, ...rest] = intents;
  if (first.intent !== 'affirm') return;
  moment.effects.push({ type: 'earcon', earcon: 'heard' });
  if (moment.state.job && areCommands(rest)) change(moment, { next: { intents: rest, ...origin } });
}

function hearInMode(moment: Moment, event: Understood, origin: Origin) {
  const { mode } = moment.state;
  switch (mode.name) {
    case 'idle':
      return hearIdle(moment, event, origin);
    case 'confirming':
      return hearConfirming(moment, mode, event, origin);
    case 'clarifying':
      return hearClarifying(moment, mode, event, origin);
    case 'spelling':
      return hearSpelling(moment, mode, event, origin);
    case 'muted':
      return hearMuted(moment, event, origin);
  }
}
