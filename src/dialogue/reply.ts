import type { Package } from '#catalogue/package.ts';
import type { Answer, InstalledPackage, Progress } from '#nix/answer.ts';
import type { Generation } from '#nix/generation.ts';
import type { Plan } from '#nix/plan.ts';
import type { StateName } from '#understanding/expectation.ts';
import type { RememberedName } from '#understanding/remembered.ts';
import type { Candidate, RejectedWhy } from '#understanding/understanding.ts';
import type { Adjusted, Adjustment } from './adjustment.ts';
import type { HistoryEntry } from './event.ts';
import type { YesNeeded } from './settings.ts';

/** All that can be said, as data. `phrase` (src/phrasing) makes words of it. */
export type Reply =
  | Greeting
  /** `words`: what an irreversible plan wants to hear. `replaces`: the question before it was dropped. */
  | { type: 'question'; plan: Plan; words: string | null; replaces: boolean }
  | { type: 'reminder'; plan: Plan; words: string | null }
  | { type: 'plan-details'; plan: Plan; words: string | null; asking: boolean }
  | { type: 'weak-yes'; needed: Exclude<YesNeeded, 'any'>; words: string }
  | { type: 'early-yes' }
  | { type: 'nothing-to-confirm'; planning: boolean }
  | { type: 'dropped'; why: 'deny' | 'cancel' | 'expired' | 'muted' | 'ears-closed' | 'replaced' }
  | { type: 'started'; plan: Plan }
  | { type: 'progress'; plan: Plan; progress: Progress | null }
  | { type: 'status'; doing: 'nothing' | 'planning' }
  | { type: 'status'; doing: 'asking'; plan: Plan; words: string | null }
  | {
      type: 'status';
      doing: 'running';
      plan: Plan;
      progress: Progress | null;
      remainingMs: number;
      cancelling: boolean;
    }
  /** Whatever Nix told, lists apart. `droppedNext`: what was to follow will not. */
  | { type: 'result'; answer: Exclude<Answer, ListAnswer>; droppedNext: boolean }
  | { type: 'list'; list: ReadList; from: number; count: number }
  | { type: 'adjusted'; outcome: Exclude<Adjusted, { type: 'choices' | 'names' }> }
  | { type: 'end-of-list' }
  | {
      type: 'which';
      slot: string;
      candidates: readonly Candidate[];
      from: number;
      count: number;
      unknown: string | null;
    }
  | { type: 'missing'; slot: string; heard: string | null }
  | { type: 'spell-now' }
  | { type: 'spelled'; text: string }
  | { type: 'busy'; plan: Plan; remainingMs: number }
  | { type: 'too-much-at-once' }
  | { type: 'one-at-a-time' }
  | { type: 'cannot-do'; intent: string }
  /** `topic` in the words of who asked; phrasing knows what there is to tell. */
  | { type: 'explanation'; topic: string; part: 'begin' | 'rest' }
  | {
      type: 'not-understood';
      why: RejectedWhy;
      hint: string | null;
      state: StateName;
      offersHelp: boolean;
      /** What the open question wants to hear, when a yes is not enough. */
      words?: string;
    }
  | { type: 'help'; state: StateName }
  | { type: 'heard'; text: string | null }
  | { type: 'nothing-to-repeat' }
  | { type: 'cancelling'; plan: Plan; already: boolean }
  | { type: 'cancelled-look' }
  | { type: 'nothing-to-cancel' }
  /** A yes was taken back after its job was over. */
  | { type: 'already-done' }
  /** "Stop" while nothing is said and a job runs. */
  | { type: 'cancel-hint'; plan: Plan }
  | { type: 'queued'; plan: Plan }
  | { type: 'muted' }
  | { type: 'still-muted' }
  | { type: 'listening-again' }
  | { type: 'goodbye'; running: Plan | null; dropped: boolean }
  /** What has changed around us, in words: a microphone that went away or came back. */
  | { type: 'notice'; message: string }
  | {
      type: 'trouble';
      where: 'ears' | 'voice' | 'journal' | 'task' | 'system' | 'last-session' | 'recording';
      code: string;
      message: string;
    };

/** The first thing said. */
export interface Greeting {
  type: 'greeting';
  system: 'practice' | 'local';
  ears: 'microphone' | 'terminal' | 'recording';
  mode: 'wake' | 'talk' | 'always';
  /** The bundled model is in use, and a larger one understands people better: told at the first start. */
  smallModel: boolean;
}

/** Answers that are read out in parts. */
export type ListAnswer = Extract<Answer, { type: 'found' | 'installed' | 'generations' | 'service-log' }>;

/** A list that is read out, in the order in which it is read. */
export type ReadList =
  | { kind: 'found'; query: string; items: readonly Package[] }
  | { kind: 'installed'; items: readonly InstalledPackage[] }
  /** Newest first. */
  | { kind: 'generations'; items: readonly Generation[] }
  | { kind: 'history'; items: readonly HistoryEntry[] }
  /** Newest first. */
  | { kind: 'log'; service: string; items: readonly { at: number; text: string }[] }
  /** What was chosen for names, newest first. */
  | { kind: 'names'; items: readonly RememberedName[] }
  /** What can be chosen, by number. `asked`: the name or number that was not clear, null when all were asked for. */
  | {
      kind: 'choices';
      of: 'voice' | 'microphone';
      asked: Extract<Adjustment, { kind: 'voice' | 'microphone' }>['choice'];
      why: Extract<Adjusted, { type: 'choices' }>['why'];
      /** Index of the one in use. */
      current: number | null;
      items: readonly string[];
      /** As many, to pick by. */
      ids?: readonly string[];
    };
