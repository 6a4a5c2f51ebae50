import type { Intent } from '#understanding/intent.ts';
import type { Answering, Understanding } from '#understanding/understanding.ts';
import type { Understood } from './addressing.ts';
import { askBack, order } from './commands.ts';
import type { Choices } from './context.ts';
import { control, isControl } from './controls.ts';
import { asksOn, isExplanation, tellTopic } from './explaining.ts';
import { change, type Moment, say } from './moment.ts';
import { type Origin, remind, wordsOf } from './questions.ts';
import { atPosition, lastOf, otherThan, slotsFor } from './resolve.ts';
import { isRestart, orderOffered } from './restarting.ts';
import { type Intents, stateName } from './state.ts';

/** Hears an utterance that answers no question of ours. */
export function hearIdle(moment: Moment, event: Understood, origin: Origin) {
  const { understanding } = event;
  switch (understanding.decision) {
    case 'understood':
      return hearCommands(moment, event, understanding.intents, origin);
    case 'ambiguous':
    case 'incomplete':
      return hearUnclear(moment, understanding, origin);
    case 'answer':
      return pick(moment, event, understanding.answer, origin);
    case 'rejected':
      return notUnderstood(moment, event, understanding);
  }
}

export function hearCommands(moment: Moment, event: Understood, intents: Intents, origin: Origin) {
  const [first, ...rest] = intents;
  if (intents.some(({ intent }) => intent === 'out_of_scope')) return misunderstood(moment, event);
  if (rest.length === 0 && isRestart(first))
    return orderOffered(moment, first, origin) ? undefined : misunderstood(moment, event);
  if (rest.length === 0 && isControl(first.intent)) return control(moment, first, origin);
  if (rest.length === 0 && asksOn(first, moment)) return control(moment, MORE, origin);
  if (intents.some(isExplanation)) return hearExplanations(moment, event, intents, origin);
  const commands = ANSWERS.has(first.intent) ? rest : intents;
  if (!areCommands(commands)) {
    moment.turn = { intents, decision: 'rejected' };
    return void say(moment, { type: 'one-at-a-time' });
  }
  order(moment, commands, origin);
  if (moment.turn && commands !== intents)
    moment.turn = { ...moment.turn, intents: [first, ...moment.turn.intents] };
}

const MORE: Intent = { intent: 'repeat', slots: { part: 'next' } };

/** Of several things said together, what asks to have something explained is answered first. */
function hearExplanations(moment: Moment, event: Understood, intents: Intents, origin: Origin): void {
  const [first, ...rest] = intents.filter((intent) => !isExplanation(intent));
  for (const intent of intents) if (isExplanation(intent)) tellTopic(moment, intent);
  if (first) hearCommands(moment, event, [first, ...rest], origin);
  else remind(moment);
  moment.turn = { decision: 'understood', ...moment.turn, intents };
}

/** With nothing asked, a yes or no before a command says nothing. */
const ANSWERS = new Set(['affirm', 'deny', 'cancel']);

/** Whether these are commands for Nix, and at least one; a restart is asked for by itself. */
export function areCommands(intents: readonly Intent[]): intents is Intents {
  const isOther = (intent: Intent) =>
    isControl(intent.intent) || intent.intent === 'out_of_scope' || isRestart(intent);
  return intents.length > 0 && !intents.some(isOther);
}

function hearUnclear(
  moment: Moment,
  understanding: Extract<Understanding, { decision: 'ambiguous' | 'incomplete' }>,
  origin: Origin,
): void {
  const { intents, slot, decision } = understanding;
  moment.turn = { intents, decision };
  const candidates = decision === 'ambiguous' ? understanding.candidates : [];
  const heard = decision === 'incomplete' ? (understanding.heard ?? null) : null;
  const spoken = decision === 'ambiguous' ? understanding.heard : undefined;
  askBack(moment, { intent: intents[0], slot, heard, spoken, candidates }, intents.length, origin);
}

/** "The second one" after a list: tells about that package or service, asks to switch to that generation, or uses that microphone or voice. */
function pick(moment: Moment, event: Understood, answer: Answering, origin: Origin) {
  const { context } = moment.state;
  const { choices } = context;
  if (!choices || answer.kind === 'value') return misunderstood(moment, event);
  const chosen =
    answer.kind === 'position'
      ? atPosition(choices.candidates, answer.position)
      : otherThan(lastOf(choices.of, context), choices.candidates);
  if (!chosen) return misunderstood(moment, event);
  const intent = intentOf(choices.of, chosen.value);
  if (!intent) return misunderstood(moment, event);
  if (isControl(intent.intent)) control(moment, intent, origin);
  else order(moment, [intent], origin);
}

/** What picking one of a list asks for. */
function intentOf(of: Choices['of'], value: string): Intent | undefined {
  switch (of) {
    case 'package':
      return { intent: 'package_info', slots: { package: value } };
    case 'generation':
      return { intent: 'rollback', slots: slotsFor('target', value) };
    case 'service':
      return { intent: 'service_status', slots: { service: value } };
    case 'voice':
      return { intent: 'set_voice', slots: { choice: idOrNumber(value) } };
    case 'microphone':
      return { intent: 'set_microphone', slots: { choice: idOrNumber(value) } };
    case 'option':
      return undefined;
  }
}

/** A list without ids is picked from by number. */
function idOrNumber(value: string): string | number {
  return /^\d+$/.test(value) ? Number(value) : value;
}

function notUnderstood(
  moment: Moment,
  event: Understood,
  { why, hint, rest }: Extract<Understanding, { decision: 'rejected' }>,
): void {
  moment.turn = { intents: [{ intent: 'out_of_scope', slots: {} }], decision: 'rejected' };
  if (rest) change(moment, { context: { ...moment.state.context, refused: rest } });
  const misses = Math.min(2, moment.state.misses + 1);
  change(moment, { misses });
  const state = stateName(moment.state);
  // What we did not understand must not keep us listening to a room full of people.
  const invites = event.wake || event.source === 'typed';
  const { mode } = moment.state;
  const words = mode.name === 'confirming' ? wordsOf(moment, mode) : null;
  const reply = { type: 'not-understood', why, hint: hint ?? null, state, offersHelp: misses >= 2 } as const;
  say(moment, words === null ? reply : { ...reply, words }, { invites, repeatable: false });
}

/** Understood as words, but not as something that can be meant here. */
export function misunderstood(moment: Moment, event: Understood): void {
  notUnderstood(moment, event, {
    decision: 'rejected',
    why: 'not-in-grammar',
    text: event.understanding.text,
  });
}
