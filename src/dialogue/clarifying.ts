import type { Slots, SlotValue } from '#understanding/intent.ts';
import type { Understood } from './addressing.ts';
import { order } from './commands.ts';
import { control } from './controls.ts';
import { hearCommands, hearIdle, misunderstood } from './idle.ts';
import { enter, type Moment, say } from './moment.ts';
import { askSpelling, type Origin, repeatQuestion, sayQuestion } from './questions.ts';
import { chosenWhenAsked } from './remembering.ts';
import { atPosition, kindOf, lastOf, otherThan, slotsFor } from './resolve.ts';
import type { Clarifying, Spelling } from './state.ts';

/** Hears an utterance while a candidate is to be chosen or a slot is missing. */
export function hearClarifying(moment: Moment, mode: Clarifying, event: Understood, origin: Origin) {
  const { understanding } = event;
  if (understanding.decision === 'answer') {
    const value = chosen(moment, mode, understanding.answer);
    return value === undefined ? misunderstood(moment, event) : complete(moment, mode, value, origin);
  }
  if (mode.slot === 'query' && isDescription(understanding)) {
    return complete(moment, mode, understanding.text.trim(), origin);
  }
  if (understanding.decision !== 'understood') return hearIdle(moment, event, origin);
  const [first, ...rest] = understanding.intents;
  if (rest.length > 0) return hearCommands(moment, event, understanding.intents, origin);
  switch (first.intent) {
    case 'affirm': {
      const [only, ...others] = mode.candidates;
      if (only && others.length === 0) return complete(moment, mode, only.value, origin);
      moment.turn = { intents: [first], decision: 'understood' };
      return repeatQuestion(moment);
    }
    case 'spell':
      moment.turn = { intents: [first], decision: 'understood' };
      return askSpelling(moment, mode.intent, mode.slot, origin);
    case 'spelling':
      complete(moment, mode, String(first.slots.text ?? ''), origin);
      moment.turn = { intents: [first], decision: 'understood' };
      return;
    case 'repeat':
      if (first.slots.part !== 'next' || mode.candidates.length === 0) break;
      moment.turn = { intents: [first], decision: 'understood' };
      return readMoreCandidates(moment, mode);
    case mode.intent.intent:
      // Said again, with the slot: the question is answered, whatever the risk.
      enter(moment, { name: 'idle' });
      return order(
        moment,
        [
          {
            ...first,
            slots: { ...knownSlots(mode), ...first.slots },
            ...chosenWhenAsked(mode, first.slots[mode.slot]),
          },
        ],
        origin,
      );
  }
  hearCommands(moment, event, understanding.intents, origin);
}

/** "Games", when asked what to search for: a few words that mean nothing else. */
function isDescription(understanding: Understood['understanding']): boolean {
  if (understanding.decision !== 'rejected') return false;
  const isFree = understanding.why === 'not-in-grammar' || understanding.why === 'bare-noun';
  return isFree && understanding.text.trim().split(/\s+/).length <= 5;
}

/** Hears an utterance while letters are awaited. */
export function hearSpelling(moment: Moment, mode: Spelling, event: Understood, origin: Origin) {
  const { understanding } = event;
  if (understanding.decision === 'answer') {
    const { answer } = understanding;
    if (answer.kind === 'value' && mode.intent) return complete(moment, mode, answer.value, origin);
    return misunderstood(moment, event);
  }
  if (understanding.decision !== 'understood') return hearIdle(moment, event, origin);
  const [first, ...rest] = understanding.intents;
  if (rest.length > 0) return hearCommands(moment, event, understanding.intents, origin);
  switch (first.intent) {
    case 'affirm':
    case 'spell':
      moment.turn = { intents: [first], decision: 'understood' };
      return repeatQuestion(moment);
    case 'spelling': {
      if (mode.intent) complete(moment, mode, String(first.slots.text ?? ''), origin);
      else {
        enter(moment, { name: 'idle' });
        control(moment, first, origin);
      }
      moment.turn = { intents: [first], decision: 'understood' };
      return;
    }
  }
  hearCommands(moment, event, understanding.intents, origin);
}

function chosen(
  moment: Moment,
  mode: Clarifying,
  answer: Extract<Understood['understanding'], { decision: 'answer' }>['answer'],
): SlotValue | undefined {
  const { context } = moment.state;
  switch (answer.kind) {
    case 'position':
      return atPosition(mode.candidates, answer.position)?.value;
    case 'other':
      return otherThan(lastOf(kindOf(mode.slot), context), mode.candidates)?.value;
    case 'value':
      return isFor(answer.slot, mode.slot) ? answer.value : undefined;
  }
}

/** Of three ways to say which generations, one counts: the last. */
function knownSlots({ slot, intent }: Clarifying): Slots {
  return slot === 'limit' ? {} : intent.slots;
}

/** A generation is answered with its number. */
function isFor(answered: string, asked: string): boolean {
  return answered === asked || (answered === 'number' && kindOf(asked) === 'generation');
}

/** The question is answered: the command goes its way with the slot that was missing. */
function complete(moment: Moment, mode: Clarifying | Spelling, value: SlotValue, origin: Origin): void {
  if (!mode.intent) return;
  enter(moment, { name: 'idle' });
  const { intent, slots } = mode.intent;
  const chosen = mode.name === 'clarifying' ? chosenWhenAsked(mode, value) : {};
  order(moment, [{ intent, slots: { ...slots, ...slotsFor(mode.slot, value) }, ...chosen }], origin);
}

function readMoreCandidates(moment: Moment, mode: Clarifying) {
  const { candidates, slot, heard, read } = mode;
  if (read >= candidates.length) {
    say(moment, { type: 'end-of-list' }, { repeatable: false });
    return repeatQuestion(moment);
  }
  const count = Math.min(moment.settings.listStep, candidates.length - read);
  enter(moment, { ...mode, read: read + count });
  sayQuestion(moment, { type: 'which', slot, candidates, from: read, count, unknown: heard });
}
