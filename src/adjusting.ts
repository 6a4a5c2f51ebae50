import type { Adjusted, SettingWish } from '#dialogue/adjustment.ts';
import type { DialogueSettings } from '#dialogue/settings.ts';
import type { Verbosity } from '#phrasing/phrase.ts';
import type { Ports } from './ports.ts';

/** What a conversation can change about ask-nix while it goes on. */
export interface Adjustable {
  dialogue: DialogueSettings;
  verbosity: Verbosity;
}

/** Volume, rate, voice or microphone: what can be done about them depends on the machine. */
type OfSound = Extract<SettingWish, { kind: 'volume' | 'rate' | 'voice' | 'microphone' }>;

/**
 * Mode and verbosity hold at once, in `session`; `ofSound` does the rest. Keeping a wish for the next time is left to
 * who has a settings file.
 */
export function adjuster(
  session: Adjustable,
  ofSound: (adjustment: OfSound, signal: AbortSignal) => Promise<Adjusted>,
): Ports['adjust'] {
  const outcomeOf = async (adjustment: SettingWish, signal: AbortSignal): Promise<Adjusted> => {
    switch (adjustment.kind) {
      case 'mode': {
        const { mode } = adjustment;
        const type = session.dialogue.mode === mode ? 'unchanged' : 'adjusted';
        session.dialogue = { ...session.dialogue, mode };
        return { type, adjustment, value: mode, kept: false };
      }
      case 'verbosity': {
        const { level } = adjustment;
        const type = session.verbosity === level ? 'unchanged' : 'adjusted';
        session.verbosity = level;
        return { type, adjustment, value: level, kept: false };
      }
      default:
        return ofSound(adjustment, signal);
    }
  };
  return async (adjustment, signal) => ({
    outcome: await outcomeOf(adjustment, signal),
    settings: session.dialogue,
  });
}

/** Where everything is possible and nothing happens. */
export async function rehearsedAdjustment(adjustment: OfSound): Promise<Adjusted> {
  if (!('choice' in adjustment)) return { type: 'adjusted', adjustment, value: 50, kept: true };
  const { choice } = adjustment;
  if (choice === null) {
    return { type: 'choices', adjustment, why: 'asked', names: ['the first', 'the second'], current: 0 };
  }
  return { type: 'adjusted', adjustment, value: choice, kept: true };
}
