import type { Plan } from '#nix/plan.ts';
import type { Request } from '#nix/request.ts';
import type { Urgency } from '#voice/voice.ts';
import type { Adjustment } from './adjustment.ts';
import type { TimerName } from './event.ts';
import type { Reply } from './reply.ts';

/** All that a dialogue can make happen. Each `task` and `speech` number is used once and comes back in events. */
export type Effect =
  | { type: 'say'; speech: number; reply: Reply; urgency: Urgency }
  /** Silences what is being said and all that waits to be said. */
  | { type: 'silence' }
  | { type: 'earcon'; earcon: 'listening' | 'heard' | 'not-understood' | 'done' }
  | { type: 'plan'; task: number; requests: readonly Request[] }
  | { type: 'run'; task: number; plan: Plan }
  | { type: 'cancel'; task: number }
  | { type: 'read-history'; task: number; count: number }
  | { type: 'adjust'; task: number; adjustment: Adjustment }
  | { type: 'set-timer'; timer: TimerName; ms: number }
  | { type: 'clear-timer'; timer: TimerName }
  /** The conversation is over once all has been said. */
  | { type: 'end' };
