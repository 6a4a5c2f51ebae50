import { INTENTS, type Intent, type SlotValue } from '#understanding/intent.ts';
import type { Answering } from '#understanding/understanding.ts';
import type { Understood } from './addressing.ts';
import { order } from './commands.ts';
import { drop } from './controls.ts';
import { areCommands, hearCommands, hearIdle, misunderstood } from './idle.ts';
import { carryOut } from './jobs.ts';
import { change, enter, type Moment, say } from './moment.ts';
import { isEnough, namedYes, yesNeeded } from './policy.ts';
import { type Origin, sayQuestion, wordsOf } from './questions.ts';
import { askTheSame, atPosition, otherThan, resolve, slotsFor } from './resolve.ts';
import type { Confirming, Intents } from './state.ts';

/** Hears an utterance while a yes to a plan is awaited. */
export function hearConfirming(moment: Moment, mode: Confirming, event: Understood, origin: Origin) {
  const { understanding } = event;
  if (understanding.decision === 'answer') return correct(moment, mode, event, understanding.answer, origin);
  if (understanding.decision === 'rejected' && NO_FIRST.test(understanding.text)) {
    return hearNo(moment, event, { intent: 'deny', slots: {} }, [], origin);
  }
  if (understanding.decision === 'rejected') return hearIdle(moment, event, origin);
  if (understanding.decision !== 'understood') return hearAside(moment, mode, event, origin);
  const [first, ...rest] = understanding.intents;
  switch (first.intent) {
    case 'affirm':
      return hearYes(moment, mode, event, first, rest, origin);
    case 'deny':
    case 'cancel':
      return hearNo(moment, event, first, rest, origin);
    case 'spell':
      if (rest.length === 0) return spellName(moment, mode, first);
      break;
  }
  hearCommands(moment, event, understanding.intents, origin);
}

/** "No, the third" with nothing to choose from: nothing is lost by asking anew. "No idea" is no answer. */
const NO_FIRST = /^\W*(no|nope|nah|don't|do not)\b(?! (idea|clue|know|mind|care))/i;

/** A question that is not clear, in between: it must not cost the plan. Another change may. */
function hearAside(moment: Moment, mode: Confirming, event: Understood, origin: Origin) {
  const { understanding } = event;
  if (understanding.decision !== 'ambiguous' && understanding.decision !== 'incomplete') return;
  const [intent] = understanding.intents;
  if (LOOKS.has(intent.intent)) {
    moment.turn = { intents: [intent], decision: understanding.decision };
    return sayQuestion(moment, { type: 'reminder', plan: mode.plan, words: wordsOf(moment, mode) });
  }
  hearIdle(moment, event, origin);
}

const LOOKS = new Set(
  Object.entries(INTENTS).flatMap(([intent, risk]) =>
    risk === 'look' && intent !== 'try_package' ? [intent] : [],
  ),
);

function hearYes(
  moment: Moment,
  mode: Confirming,
  event: Understood,
  yes: Intent,
  rest: readonly Intent[],
  origin: Origin,
) {
  const next = rest.map((intent) => resolve(intent, moment.state.context));
  const commands = next.flatMap((resolved) => (resolved.type === 'intent' ? [resolved.intent] : []));
  const fits = rest.length === 0 || (commands.length === rest.length && areCommands(commands));
  if (!fits || commands.some((intent) => isAgainst(intent, mode.intents)))
    return misunderstood(moment, event);
  moment.turn = { intents: [yes, ...commands], decision: 'understood' };
  if (isLate(mode, event)) return drop(moment, 'expired');
  if (isEarly(mode, event)) return void say(moment, { type: 'early-yes' }, { repeatable: false });
  const needed = yesNeeded(mode.plan, event.source, moment.settings);
  if (needed !== 'any' && !isEnough(needed, event.understanding.text, mode.plan)) {
    return sayQuestion(moment, { type: 'weak-yes', needed, words: namedYes(mode.plan) });
  }
  carryOut(moment, mode, event.source);
  if (areCommands(commands)) change(moment, { next: { intents: commands, ...origin } });
}

/** So much may a yes overlap with the end of the question: people do not wait for the last sound. */
const OVERLAP_MS = 250;

/** A spoken yes answers only a question that was heard; typed words only one that was shown. */
function isEarly({ question }: Confirming, { source, startedAt, whilePlaying }: Understood): boolean {
  if (startedAt < question.askedAt) return true;
  if (source !== 'voice') return false;
  return question.saidAt === null || whilePlaying || startedAt < question.saidAt - OVERLAP_MS;
}

function isLate({ question }: Confirming, { startedAt }: Understood): boolean {
  return question.expiresAt !== null && startedAt >= question.expiresAt;
}

/** "Yes, remove it" to the question whether to install it is no yes. */
function isAgainst({ intent, slots }: Intent, pending: Intents): boolean {
  const named = slots.package ?? slots.service;
  return pending.some((open) =>
    open.intent === intent
      ? named === (open.slots.package ?? open.slots.service)
      : named !== undefined && named === (open.slots.package ?? open.slots.service),
  );
}

function hearNo(moment: Moment, event: Understood, no: Intent, rest: readonly Intent[], origin: Origin) {
  if (rest.length === 0) {
    moment.turn = { intents: [no], decision: 'understood' };
    return drop(moment, no.intent === 'cancel' ? 'cancel' : 'deny');
  }
  if (!areCommands(rest)) return misunderstood(moment, event);
  drop(moment, no.intent === 'cancel' ? 'cancel' : 'deny');
  order(moment, rest, origin);
  if (moment.turn) moment.turn = { ...moment.turn, intents: [no, ...moment.turn.intents] };
}

/** "How is it spelled?": by us, while the question stays open. */
function spellName(moment: Moment, mode: Confirming, intent: Intent) {
  const named = mode.intents.find(({ slots }) => typeof slots.package === 'string')?.slots.package;
  moment.turn = { intents: [intent], decision: 'understood' };
  if (named === undefined) {
    return sayQuestion(moment, { type: 'reminder', plan: mode.plan, words: wordsOf(moment, mode) });
  }
  say(moment, { type: 'spelled', text: String(named) }, { repeatable: false });
  sayQuestion(moment, { type: 'reminder', plan: mode.plan, words: wordsOf(moment, mode) });
}

/** "No, vlc", "not 15, 50": the same command with another value, planned and asked afresh. */
function correct(moment: Moment, mode: Confirming, event: Understood, answer: Answering, origin: Origin) {
  const corrected = correction(moment, mode, answer);
  if (!corrected) return misunderstood(moment, event);
  // "Yes, vim" to the question about vim.
  if (askTheSame(corrected, mode.intents) && YES_FIRST.test(event.understanding.text)) {
    return hearYes(moment, mode, event, { intent: 'affirm', slots: {} }, [], origin);
  }
  enter(moment, { name: 'idle' });
  order(moment, corrected, origin);
}

function correction(moment: Moment, { intents }: Confirming, answer: Answering): Intents | undefined {
  const { choices } = moment.state.context;
  const slot = answer.kind === 'value' ? answer.slot : choices?.of === 'generation' ? 'number' : 'package';
  const open = intents.filter(({ intent, slots }) =>
    slot === 'number' ? intent === 'rollback' : slot in slots,
  );
  const [wrong] = open;
  if (open.length !== 1 || !wrong) return undefined;
  const value = valueMeant(answer, wrong, choices?.candidates ?? []);
  if (value === undefined) return undefined;
  return intents.map((intent) =>
    intent === wrong ? withSlots(wrong, slot, value) : intent,
  ) as unknown as Intents;
}

const YES_FIRST = /^\W*(yes|yeah|yep|yup|sure|okay|ok|right)\b/i;

function valueMeant(
  answer: Answering,
  { slots }: Intent,
  candidates: Parameters<typeof atPosition>[0],
): SlotValue | undefined {
  switch (answer.kind) {
    case 'value':
      return answer.value;
    case 'position':
      return atPosition(candidates, answer.position)?.value;
    case 'other':
      return otherThan(slots.package ?? slots.number, candidates)?.value;
  }
}

function withSlots({ intent, slots }: Intent, slot: string, value: SlotValue): Intent {
  const { offset: _offset, ...others } = slots;
  return { intent, slots: { ...others, ...slotsFor(slot, value) } };
}
