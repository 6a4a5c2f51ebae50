import type { Readable } from 'node:stream';
import type { Clock } from '#base/clock.ts';
import type { Microphone, MicrophoneNotice, MicrophoneOptions } from '../microphone.ts';
import type { QueuedMicrophone } from './queued.ts';
import type { RecorderPrograms } from './session.ts';

export interface MicrophoneDependencies {
  clock: Clock;
  stdin: Readable;
  programs?: RecorderPrograms;
  /** Told what becomes of a device while it is listened to. */
  tell?: (notice: MicrophoneNotice) => void;
  /** Listens to the usual device while the one of the settings cannot be heard from the beginning. */
  standIn?: boolean;
}

type Openers = {
  [Kind in MicrophoneOptions['kind']]: (
    options: Extract<MicrophoneOptions, { kind: Kind }>,
    dependencies: MicrophoneDependencies,
  ) => Promise<Microphone>;
};

const openers: Openers = {
  device: async (options, dependencies) =>
    dependencies.standIn
      ? (await import('./stand-in.ts')).microphoneWithStandIn(options, dependencies)
      : (await import('./device.ts')).deviceMicrophone(options, dependencies),
  wav: async (options, dependencies) => (await import('./wav.ts')).wavMicrophone(options, dependencies),
  stdin: async (_, dependencies) => (await import('./stdin.ts')).stdinMicrophone(dependencies),
};

/** Throws `AudioError` for a file that cannot be heard; a device is only tried when one listens. */
export function openMicrophone(
  options: MicrophoneOptions,
  dependencies: MicrophoneDependencies,
): Promise<Microphone> {
  const open = openers[options.kind] as (
    options: MicrophoneOptions,
    dependencies: MicrophoneDependencies,
  ) => Promise<Microphone>;
  return open(options, dependencies);
}

/** For the demonstration: a microphone that is told what it hears. */
export async function openQueuedMicrophone(dependencies: { clock: Clock }): Promise<QueuedMicrophone> {
  return (await import('./queued.ts')).queuedMicrophone(dependencies);
}
