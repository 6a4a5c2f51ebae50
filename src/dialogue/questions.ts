import type { Plan } from '#nix/plan.ts';
import type { Intent } from '#understanding/intent.ts';
import type { Candidate } from '#understanding/understanding.ts';
import { askAgain, change, enter, isOpen, type Moment, newQuestion, type OpenMode, say } from './moment.ts';
import { wantedWords } from './policy.ts';
import type { Reply } from './reply.ts';
import { kindOf } from './resolve.ts';
import type { Intents, Source } from './state.ts';

/** Whose words led to a question. */
export interface Origin {
  turn: number;
  source: Source;
}

/** Reads a plan back and waits for a yes to exactly this plan. */
export function askPlan(
  moment: Moment,
  plan: Plan,
  intents: Intents,
  origin: Origin,
  replaces: boolean,
): void {
  const words = wantedWords(plan, origin.source, moment.settings);
  enter(moment, { name: 'idle' });
  const speech = say(moment, { type: 'question', plan, words, replaces });
  const question = newQuestion(speech, origin.turn, origin.source, moment.at);
  enter(moment, { name: 'confirming', question, plan, intents });
}

interface Unclear {
  intent: Intent;
  slot: string;
  heard: string | null;
  /** What was said for the slot, where that is to be remembered for what is chosen. */
  spoken?: string | undefined;
  candidates: readonly Candidate[];
}

/** Asks which candidate is meant, or for a slot that is missing. */
export function askSlot(moment: Moment, unclear: Unclear, origin: Origin): void {
  const { intent, slot, heard, spoken = null, candidates } = unclear;
  const read = Math.min(candidates.length, moment.settings.listStep);
  enter(moment, { name: 'idle' });
  const reply = slotReply({ slot, heard, candidates, from: 0, count: read });
  const question = newQuestion(say(moment, reply), origin.turn, origin.source, moment.at);
  enter(moment, { name: 'clarifying', question, intent, slot, heard, spoken, candidates, read });
  if (candidates.length === 0) return;
  const { context } = moment.state;
  change(moment, { context: { ...context, choices: { of: kindOf(slot), candidates } } });
}

export function askSpelling(moment: Moment, intent: Intent | null, slot: string, origin: Origin): void {
  enter(moment, { name: 'idle' });
  const question = newQuestion(say(moment, { type: 'spell-now' }), origin.turn, origin.source, moment.at);
  enter(moment, { name: 'spelling', question, intent, slot });
}

/** Says `reply`, which contains the open question, and lets its time start anew. */
export function sayQuestion(moment: Moment, reply: Reply): void {
  askAgain(moment, say(moment, reply));
}

/** The open question once more, in full. */
export function repeatQuestion(moment: Moment): void {
  const { mode } = moment.state;
  if (isOpen(mode)) sayQuestion(moment, questionReply(moment, mode));
}

/** The open question once more, shortly, after something else was said. */
export function remind(moment: Moment): void {
  const { mode } = moment.state;
  if (isOpen(mode)) askAgain(moment, say(moment, reminderReply(moment, mode), { repeatable: false }));
}

export function reminderReply(moment: Moment, mode: OpenMode): Reply {
  if (mode.name !== 'confirming') return questionReply(moment, mode);
  return { type: 'reminder', plan: mode.plan, words: wordsOf(moment, mode) };
}

function questionReply(moment: Moment, mode: OpenMode): Reply {
  switch (mode.name) {
    case 'confirming':
      return { type: 'question', plan: mode.plan, words: wordsOf(moment, mode), replaces: false };
    case 'clarifying': {
      const count = Math.min(mode.read, moment.settings.listStep);
      return slotReply({ ...mode, from: mode.read - count, count });
    }
    case 'spelling':
      return { type: 'spell-now' };
  }
}

/** What the open question's plan wants to hear, if a plain yes is not enough. */
export function wordsOf(moment: Moment, mode: OpenMode): string | null {
  return mode.name === 'confirming' ? wantedWords(mode.plan, mode.question.source, moment.settings) : null;
}

interface SlotAsked {
  slot: string;
  heard: string | null;
  candidates: readonly Candidate[];
  from: number;
  count: number;
}

function slotReply({ slot, heard, candidates, from, count }: SlotAsked): Reply {
  if (candidates.length === 0) return { type: 'missing', slot, heard };
  return { type: 'which', slot, candidates, from, count, unknown: heard };
}
