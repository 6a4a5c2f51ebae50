import type { Reply } from '#dialogue/reply.ts';

export type Verbosity = 'brief' | 'normal' | 'detailed';

export interface PhrasingContext {
  /** How an attribute is said: `visual studio code`. */
  names(attribute: string): string;
  /** Milliseconds since 1970; dates are said relative to it. */
  now: number;
}

/** The words for a reply, made for the ear. */
export function phrase(reply: Reply, _verbosity: Verbosity, _context: PhrasingContext): string {
  return reply.type;
}
