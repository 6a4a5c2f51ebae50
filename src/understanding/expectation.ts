import type { Intent, Slots } from './intent.ts';
import type { Candidate } from './understanding.ts';

/** The state names of DESIGN.md 4, as data, dialogue files and JSON have them. */
export const STATE_NAMES = [
  'idle',
  'confirming',
  'clarifying',
  'spelling',
  'running',
  'speaking',
  'muted',
] as const;
export type StateName = (typeof STATE_NAMES)[number];

/** What the dialogue waits for: it adds phrases and readings, and never removes the commands. */
export interface Expectation {
  state: StateName;
  /** While clarifying or after a list was read out: what "the second" or a bare name can mean. */
  candidates: readonly Candidate[];
  /** While confirming or clarifying: intent labels of what is open. */
  pending: readonly string[];
  /** While clarifying: the slot that is asked for, and what is known besides. */
  missing?: { slot: string; slots: Slots };
  /** While confirming: what a yes would run, so that it can be added to, cut down and corrected. */
  open?: readonly Intent[];
  /** What was asked for last, so that it can be repeated with another name: "grafana too". */
  last?: readonly Intent[];
  /** What the sentence that was just refused asked for besides, in case that "only" this is wanted then. */
  refused?: readonly Intent[];
}

export const IDLE: Expectation = { state: 'idle', candidates: [], pending: [] };
