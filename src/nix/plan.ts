import type { Answer, NothingToDo } from './answer.ts';
import type { OptionValue } from './names.ts';
import type { Request, Risk } from './request.ts';

/** What would happen, read back before the yes. */
export interface Plan {
  /** Binds a yes to exactly this: SHA-256 over requests, effects and the state they start from, 64 hex digits. */
  hash: string;
  system: 'practice' | 'local';
  requests: readonly Request[];
  risk: Risk;
  effects: PlanEffects;
}

export type PlanConcern =
  /** It works only from the next start on. */
  | 'needs-restart'
  /** What belongs to the kernel may not work until then. */
  | 'other-kernel'
  /** The boot menu no longer has it: the next start brings another one. */
  | 'not-in-boot-menu'
  /** It was made from other inputs than those that stay: the next change brings the versions of these. */
  | 'other-inputs'
  /** The user's own files say something else than when the present system was built, which comes along. */
  | 'changed-by-hand';

export interface PlanEffects {
  /** Attributes that come, go and change version. */
  adds: readonly string[];
  removes: readonly string[];
  upgrades: readonly { attribute: string; from: string; to: string }[];
  /** Services that begin, end or begin anew, and what options become; absent when there are none. */
  services?: { starts: readonly string[]; stops: readonly string[]; restarts: readonly string[] };
  /** `from` absent: it was not set. A list is its elements with commas between. */
  options?: readonly { option: string; from?: OptionValue; to: OptionValue }[];
  /** Generations that go. */
  deletes?: readonly number[];
  downloadBytes: number;
  /** Packages that are built here; what is written for the configuration itself does not count. */
  builds: number;
  /** From the profile's present generation to this one; absent when no generation changes. */
  from?: { number: number; madeAt: number };
  /** `madeAt` absent: it will be made new. */
  to?: { number: number; madeAt?: number };
  /** The generation whose content is returned to, when that is changed further and so made new. */
  returnsTo?: { number: number; madeAt: number };
  /** It takes the rights of root, and nobody here has them. */
  isNotPermitted?: true;
  /** What should be known before a switch, the gravest first. */
  concerns?: readonly PlanConcern[];
  /** Why parts of what was asked for are left out; no part of the hash. */
  needless?: readonly NothingToDo[];
  /** Milliseconds, a believable estimate. */
  estimateMs: number;
  /** Nix fetches something. */
  goesOnline: boolean;
  /** What it brings and takes is known only when that is fetched. */
  isBlind?: true;
  /** False: `loses` says what cannot be had back. */
  undoable: boolean;
  /** Spoken in the question of an irreversible plan, with bytes freed and paths deleted. */
  loses?: { paths: number; bytes: number };
}

/** Of a plan that changes nothing of the system. */
export const NO_EFFECTS: PlanEffects = {
  adds: [],
  removes: [],
  upgrades: [],
  downloadBytes: 0,
  builds: 0,
  estimateMs: 0,
  goesOnline: false,
  undoable: true,
};

/** A plan, or the answer that makes one needless (already there, no such generation, nothing to undo). */
export type Planned = { type: 'plan'; plan: Plan } | { type: 'answer'; answer: Answer };
