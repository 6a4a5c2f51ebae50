import type { DialogueSettings } from './settings.ts';

/** A wish about ask-nix itself. It holds at once and is kept for the next time. */
export type Adjustment =
  | { kind: 'volume' | 'rate'; direction: 'up' | 'down' }
  | { kind: 'verbosity'; level: 'brief' | 'normal' | 'detailed' }
  | { kind: 'mode'; mode: DialogueSettings['mode'] }
  /** By id, by name, or by number as they are listed, 1 the first; null: which ones are there? */
  | { kind: 'voice' | 'microphone'; choice: string | number | null };

/** What became of it. */
export type Adjusted =
  /** `value`: as it is now, for people. `kept` false: it holds for this session only, and `why`, a sentence. */
  | { type: 'adjusted'; adjustment: Adjustment; value: string | number; kept: boolean; why?: string }
  /** The loudest, fastest … already; or it is so already. */
  | { type: 'unchanged'; adjustment: Adjustment; value: string | number }
  /** What there is, in the order of their numbers. `why`: they were asked for, none fits, or several do. */
  | {
      type: 'choices';
      adjustment: Adjustment;
      why: 'asked' | 'none' | 'several';
      names: readonly string[];
      /** As many: what stays the same when others come and go. */
      ids?: readonly string[];
      /** Index in `names`. */
      current?: number;
    };
