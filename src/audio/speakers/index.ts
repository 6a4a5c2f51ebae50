import type { Clock } from '#base/clock.ts';
import type { Speaker, SpeakerOptions } from '../speaker.ts';
import type { PlayerPrograms } from './device.ts';

export interface SpeakerDependencies {
  clock: Clock;
  programs?: PlayerPrograms;
}

type Openers = {
  [Kind in SpeakerOptions['kind']]: (
    options: Extract<SpeakerOptions, { kind: Kind }>,
    dependencies: SpeakerDependencies,
  ) => Promise<Speaker>;
};

const openers: Openers = {
  device: async (options, dependencies) => (await import('./device.ts')).deviceSpeaker(options, dependencies),
  wav: async (options, dependencies) => (await import('./wav.ts')).wavSpeaker(options, dependencies),
  none: async () => (await import('./none.ts')).noSpeaker(),
};

/** Throws `AudioError` for a file that cannot be written; a device is only tried when one plays. */
export function openSpeaker(options: SpeakerOptions, dependencies: SpeakerDependencies): Promise<Speaker> {
  const open = openers[options.kind] as (
    options: SpeakerOptions,
    dependencies: SpeakerDependencies,
  ) => Promise<Speaker>;
  return open(options, dependencies);
}
