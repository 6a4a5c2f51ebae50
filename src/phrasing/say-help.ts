import type { Reply } from '#dialogue/reply.ts';
import type { StateName } from '#understanding/expectation.ts';
import type { RejectedWhy } from '#understanding/understanding.ts';
import { shortened } from './speakable.ts';

/** What can be said now. */
export function sayHelp(state: StateName): string {
  switch (state) {
    case 'idle':
    case 'speaking':
      return 'You can say: install firefox. Search for a text editor. List generations. Roll back. Update the system. Restart printing. Turn bluetooth on. How full is the disk? Or: speak louder. Before anything changes I ask, and you say yes or no.';
    case 'confirming':
      return 'I am waiting for an answer. Yes carries the plan out. No drops it. Say why to hear more about it, or say repeat.';
    case 'clarifying':
      return 'I need to know which one you mean. Say its name or its number, say spell it, or say cancel.';
    case 'spelling':
      return 'Say the letters one after the other, or say cancel.';
    case 'running':
      return 'I am at work. Say how far to hear where I am, or say cancel to stop it. You can ask for information meanwhile.';
    case 'muted':
      return 'I am not listening. Say start listening.';
  }
}

type NotUnderstood = Extract<Reply, { type: 'not-understood' }>;

/** Why nothing was done, and what could be said instead. */
export function sayNotUnderstood({ why, hint, state, offersHelp, words }: NotUnderstood): string {
  if (why === 'negated' && state === 'idle')
    return 'All right, I leave it. If you meant something else, say it in other words.';
  if (words !== undefined) return `${WHYS[why]} Say: ${words}. Or say no.`;
  // In other words it would be no less refused.
  const offers = offersHelp || why === 'unsafe-text';
  const instead = hint ? `You can say: ${shortened(hint, 80)}.` : sayInstead(state, offers);
  return `${WHYS[why]} ${instead}`;
}

const WHYS: Readonly<Record<RejectedWhy, string>> = {
  'nothing-heard': 'I heard nothing.',
  'not-in-grammar': 'I did not understand that.',
  'bare-noun': 'What shall I do with it?',
  negated: 'I did nothing.',
  'unsafe-text': 'I will not do that.',
  'too-long': 'That was too long for me.',
  'too-close': 'I am not sure what you meant.',
  'alternatives-disagree': 'I am not sure what you said.',
};

function sayInstead(state: StateName, offersHelp: boolean): string {
  switch (state) {
    case 'confirming':
      return 'Say yes or no.';
    case 'clarifying':
      return 'Say which one, or say cancel.';
    case 'spelling':
      return 'Say the letters one after the other, or say cancel.';
    case 'running':
      return 'Say how far, or cancel.';
    case 'muted':
      return 'Say start listening.';
    case 'idle':
    case 'speaking':
      return offersHelp
        ? 'Say help to hear what I can do.'
        : 'Say it in other words, for example: install firefox.';
  }
}
