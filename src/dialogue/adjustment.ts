import type { RememberedName } from '#understanding/remembered.ts';
import type { DialogueSettings } from './settings.ts';

/** A wish about ask-nix itself. It holds at once and is kept for the next time. */
export type Adjustment = SettingWish | NameWish;

export type SettingWish =
  | { kind: 'volume' | 'rate'; direction: 'up' | 'down' }
  | { kind: 'verbosity'; level: 'brief' | 'normal' | 'detailed' }
  | { kind: 'mode'; mode: DialogueSettings['mode'] }
  /** By id, by name, or by number as they are listed, 1 the first; null: which ones are there? */
  | { kind: 'voice' | 'microphone'; choice: string | number | null };

/** What is chosen for names is remembered, forgotten by the words (null: all), and told. */
export type NameWish =
  | { kind: 'remember'; name: RememberedName }
  | { kind: 'forget'; spoken: string | null }
  | { kind: 'recall' };

export function isNameWish(wish: Adjustment): wish is NameWish {
  return wish.kind === 'remember' || wish.kind === 'forget' || wish.kind === 'recall';
}

/** What became of it. */
export type Adjusted =
  /** `value`: as it is now, for people. `kept` false: it holds for this session only, and `why`, a sentence. */
  | { type: 'adjusted'; adjustment: Adjustment; value: string | number; kept: boolean; why?: string }
  /** The loudest, fastest … already; or it is so already. */
  | { type: 'unchanged'; adjustment: Adjustment; value: string | number }
  /** What is remembered, newest first. */
  | { type: 'names'; names: readonly RememberedName[] }
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
