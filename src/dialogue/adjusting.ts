import type { Intent } from '#understanding/intent.ts';
import { spokenAs } from '#understanding/remembered.ts';
import type { Understanding } from '#understanding/understanding.ts';
import { canonical } from '#understanding/words.ts';
import type { Adjusted, Adjustment } from './adjustment.ts';
import type { Context } from './context.ts';
import type { Event } from './event.ts';
import { openList } from './lists.ts';
import { change, type Moment, say, takeId } from './moment.ts';
import { remind } from './questions.ts';
import type { TurnTaken } from './state.ts';

/** Wishes about ask-nix itself: they need no yes, and an open question stays open. */
export const ADJUSTMENTS = [
  'set_volume',
  'set_rate',
  'set_verbosity',
  'set_voice',
  'set_mode',
  'set_microphone',
  'list_names',
  'forget_name',
] as const;

export function adjust(moment: Moment, intent: Intent): void {
  const adjustment = adjustmentFrom(intent);
  if (adjustment) orderAdjustment(moment, asReadOut(adjustment, moment.state.context));
  else say(moment, { type: 'cannot-do', intent: intent.intent });
}

function orderAdjustment(moment: Moment, adjustment: Adjustment): void {
  moment.effects.push({ type: 'earcon', earcon: 'heard' });
  const { turn } = moment.state;
  // It was ordered when the first part of what was said came.
  if (turn?.wish && isSameAdjustment(turn.wish.adjustment, adjustment)) return;
  const task = takeId(moment);
  change(moment, {
    adjusting: [...moment.state.adjusting, task],
    turn: turn && { ...turn, wish: { task, adjustment } },
  });
  moment.effects.push({ type: 'adjust', task, adjustment });
}

/** "Louder" and "louder please" are one wish. */
export function wishesTheSame({ wish }: Pick<TurnTaken, 'wish'>, whole: Understanding): boolean {
  if (wish === null || whole.decision !== 'understood' || whole.intents.length > 1) return false;
  const adjustment = adjustmentFrom(whole.intents[0]);
  return adjustment !== undefined && isSameAdjustment(wish.adjustment, adjustment);
}

function isSameAdjustment(one: Adjustment, other: Adjustment): boolean {
  const fields = Object.entries(one);
  return fields.every(([name, value]) => other[name as keyof Adjustment] === value);
}

function adjustmentFrom({ intent, slots }: Intent): Adjustment | undefined {
  const { direction, level, mode, choice, name, all } = slots;
  switch (intent) {
    case 'set_volume':
    case 'set_rate':
      if (direction !== 'up' && direction !== 'down') return undefined;
      return { kind: intent === 'set_volume' ? 'volume' : 'rate', direction };
    case 'set_verbosity':
      if (level !== 'brief' && level !== 'normal' && level !== 'detailed') return undefined;
      return { kind: 'verbosity', level };
    case 'set_mode':
      if (mode !== 'wake' && mode !== 'talk' && mode !== 'always') return undefined;
      return { kind: 'mode', mode };
    case 'set_voice':
    case 'set_microphone': {
      const isChoice = typeof choice === 'string' || typeof choice === 'number';
      const kind = intent === 'set_voice' ? 'voice' : 'microphone';
      return { kind, choice: isChoice ? choice : null };
    }
    case 'list_names':
      return { kind: 'recall' };
    case 'forget_name': {
      const spoken = all === true ? null : spokenAs(canonical(String(name ?? '')));
      return spoken === undefined ? undefined : { kind: 'forget', spoken };
    }
    default:
      return undefined;
  }
}

/** "The second microphone" is the one that was read out as the second, whatever came and went since. */
function asReadOut(adjustment: Adjustment, { choices }: Context): Adjustment {
  if (!('choice' in adjustment) || typeof adjustment.choice !== 'number') return adjustment;
  const { kind, choice } = adjustment;
  const value = choices?.of === kind ? choices.candidates[choice - 1]?.value : undefined;
  return value === undefined || value === String(choice) ? adjustment : { kind, choice: value };
}

/** Says what became of a wish; what there is to choose from is read out in parts. */
export function adjusted(moment: Moment, { task, outcome }: Extract<Event, { type: 'adjusted' }>): void {
  const { adjusting } = moment.state;
  if (!adjusting.includes(task)) return;
  change(moment, { adjusting: adjusting.filter((one) => one !== task) });
  if (outcome.type === 'choices') openChoices(moment, outcome);
  else if (outcome.type === 'names') openList(moment, { kind: 'names', items: outcome.names });
  else say(moment, { type: 'adjusted', outcome });
  remind(moment);
}

function openChoices(moment: Moment, outcome: Extract<Adjusted, { type: 'choices' }>): void {
  const { adjustment, names, ids, why, current } = outcome;
  if (adjustment.kind !== 'voice' && adjustment.kind !== 'microphone') return;
  const { choices } = moment.state.context;
  const chosen = choices?.of === adjustment.kind ? choices.candidates : [];
  openList(moment, {
    kind: 'choices',
    of: adjustment.kind,
    asked: chosen.find(({ value }) => value === adjustment.choice)?.spoken ?? adjustment.choice,
    why,
    current: current ?? null,
    items: names,
    ...(ids && { ids }),
  });
}
