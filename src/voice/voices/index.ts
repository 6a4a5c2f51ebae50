import type { Speaker } from '#audio/speaker.ts';
import type { Clock } from '#base/clock.ts';
import { printedVoice } from '../printed-voice.ts';
import type { Voice, VoiceOptions } from '../voice.ts';

export interface VoiceDependencies {
  /** Plays what a synthesizer made; voices of the system bring their own. */
  speaker: Speaker;
  clock: Clock;
  /** Where espeak-ng is, if not where PATH says. */
  program?: string;
}

type Openers = {
  [Kind in VoiceOptions['kind']]: (
    options: Extract<VoiceOptions, { kind: Kind }>,
    dependencies: VoiceDependencies,
  ) => Promise<Voice>;
};

const openers: Openers = {
  espeak: async (options, dependencies) => (await import('./espeak.ts')).espeakVoice(options, dependencies),
  say: async () => (await import('./say.ts')).sayVoice(),
  printed: async () => printedVoice,
};

/** Opening never fails; a missing program is told by the first `say`. */
export function openVoice(options: VoiceOptions, dependencies: VoiceDependencies): Promise<Voice> {
  const open = openers[options.kind] as (
    options: VoiceOptions,
    dependencies: VoiceDependencies,
  ) => Promise<Voice>;
  return open(options, dependencies);
}
