import type { SpokenNames } from '#catalogue/spoken-names.ts';
import type { Reply } from '#dialogue/reply.ts';
import { sayAction } from './say-action.ts';
import { sayAdjusted } from './say-adjusted.ts';
import { sayAnswer } from './say-answer.ts';
import {
  sayBusy,
  sayDropped,
  sayGoodbye,
  sayGreeting,
  sayMissing,
  saySpelled,
  sayTrouble,
  sayWhich,
} from './say-conversation.ts';
import { sayDuration } from './say-duration.ts';
import { sayExplanation } from './say-explanation.ts';
import { sayHelp, sayNotUnderstood } from './say-help.ts';
import { sayPlanDetails, sayQuestion, sayReminder } from './say-plan.ts';
import { sayProgress, sayRemaining } from './say-progress.ts';
import { sayReading } from './say-reading.ts';
import { capitalized, shortened, speakable } from './speakable.ts';

export type Verbosity = 'brief' | 'normal' | 'detailed';

export interface PhrasingContext extends SpokenNames {
  /** Milliseconds since 1970; dates are said relative to it. */
  now: number;
  /** The packages that are known are not those of the nixpkgs in use, as they should be. */
  hasOldPackages?: () => boolean;
  /** The conversation is over with the answer: what only follows it cannot be said any more. */
  isOneShot?: boolean;
}

/** The words for a reply, made for the ear: short, the important first, what to do next last. */
export function phrase(reply: Reply, verbosity: Verbosity, context: PhrasingContext): string {
  return speakable(sayReply(reply, verbosity, context));
}

function sayReply(reply: Reply, verbosity: Verbosity, context: PhrasingContext): string {
  switch (reply.type) {
    case 'greeting':
      return sayGreeting(reply);
    case 'question':
      return `${reply.replaces ? 'I dropped what I asked before. ' : ''}${sayQuestion(reply, verbosity, context)}`;
    case 'reminder':
      return sayReminder(reply, context);
    case 'plan-details':
      return sayPlanDetails(reply, reply.asking, context);
    case 'weak-yes':
      return reply.needed === 'named'
        ? `For that I need the words. Say: ${reply.words}. Or say no.`
        : 'For that I need a clear yes. Say: yes, do it. Or say no.';
    case 'early-yes':
      return 'That came before my question. Listen to it, then say yes or no.';
    case 'nothing-to-confirm':
      return reply.planning
        ? 'One moment. I have not asked yet.'
        : 'There is nothing to say yes to. Say what you want, for example: list generations.';
    case 'dropped':
      return sayDropped(reply.why);
    case 'started':
      if (reply.plan.effects.isBlind) return 'Working on it, online. How long it takes will show.';
      return `Working on it. It takes ${sayDuration(reply.plan.effects.estimateMs)}.`;
    case 'progress':
      return sayProgress(reply.plan, reply.progress, context);
    case 'status':
      return sayStatus(reply, context);
    case 'result':
      return `${sayAnswer(reply.answer, verbosity, context)}${reply.droppedNext ? ' I also dropped what was to follow.' : ''}`;
    case 'list':
      return sayReading(reply, verbosity, context);
    case 'adjusted':
      return sayAdjusted(reply.outcome, verbosity, context);
    case 'end-of-list':
      return 'That is all.';
    case 'which':
      return sayWhich(reply, context);
    case 'missing':
      return sayMissing(reply, context);
    case 'spell-now':
      return 'Spell it, letter by letter.';
    case 'spelled':
      return saySpelled(reply.text);
    case 'busy':
      return sayBusy(reply, context);
    case 'too-much-at-once':
      return 'That is too much at once. Wait for my answers, then ask again.';
    case 'one-at-a-time':
      return 'One thing at a time, please. Say the first one again.';
    case 'cannot-do':
      return 'I understand that, but I cannot do it yet. Say help to hear what I can do.';
    case 'explanation':
      return sayExplanation(reply, verbosity, context);
    case 'not-understood':
      return sayNotUnderstood(reply);
    case 'help':
      return sayHelp(reply.state);
    case 'heard':
      return reply.text === null ? 'I have heard nothing yet.' : `I heard: ${shortened(reply.text)}.`;
    case 'nothing-to-repeat':
      return 'I have said nothing yet.';
    case 'cancelling':
      return reply.already
        ? 'I am already stopping it.'
        : `Stopping: ${sayAction(reply.plan, context)}. I will tell you when it is over.`;
    case 'cancelled-look':
      return 'Cancelled.';
    case 'nothing-to-cancel':
      return 'There is nothing to cancel.';
    case 'already-done':
      return 'That was already done. Say undo to take it back.';
    case 'cancel-hint':
      return `I am still at it: ${sayAction(reply.plan, context)}. Say cancel to stop it.`;
    case 'queued':
      return `I ask about that when this is over: ${sayAction(reply.plan, context)}.`;
    case 'muted':
      return 'I stop listening. Say start listening when you need me.';
    case 'still-muted':
      return 'I am not listening. Say or type: start listening.';
    case 'listening-again':
      return 'I am listening.';
    case 'goodbye':
      return sayGoodbye(reply, context);
    case 'notice':
      return capitalized(shortened(reply.message, 300));
    case 'trouble':
      return sayTrouble(reply);
  }
}

function sayStatus(reply: Extract<Reply, { type: 'status' }>, context: PhrasingContext): string {
  switch (reply.doing) {
    case 'nothing':
      return 'Nothing is running. I am waiting for you.';
    case 'planning':
      return 'I am looking into it.';
    case 'asking':
      return sayReminder(reply, context);
    case 'running': {
      if (reply.cancelling) return `I am stopping it: ${sayAction(reply.plan, context)}.`;
      if (reply.progress) return sayProgress(reply.plan, reply.progress, context);
      return `I have begun to ${sayAction(reply.plan, context)}${sayRemaining(reply.remainingMs)}.`;
    }
  }
}
