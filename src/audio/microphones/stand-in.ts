import { AudioError, isAbort } from '#base/errors.ts';
import type { Microphone } from '../microphone.ts';
import { type ReplaceableMicrophone, replaceableMicrophone } from '../replaceable-microphone.ts';
import type { Samples } from '../samples.ts';
import { type DeviceDependencies, deviceMicrophone } from './device.ts';
import { type DeviceOptions, openTarget, type Target } from './target.ts';

/** How often it is looked for a device that could not be heard from the beginning. */
const LOOK_MS = 10_000;
/** What people call a device, and no sound system's id. */
const NAME = /^[\p{Letter}\p{Number} '-]+$/u;

/**
 * The device of the settings. When that cannot be heard from the beginning, because it was unplugged over night, the
 * usual one is heard until it is there, and that is told: who cannot type would be locked out.
 */
export function microphoneWithStandIn(options: DeviceOptions, dependencies: DeviceDependencies): Microphone {
  const { clock, programs = {}, tell = () => {} } = dependencies;
  const { device, ...usual } = options;
  const chosen = deviceMicrophone(options, dependencies);
  if (device === undefined) return chosen;

  return {
    async *listen(signal) {
      let isHeard = false;
      try {
        for await (const piece of chosen.listen(signal)) {
          isHeard = true;
          yield piece;
        }
      } catch (error) {
        if (isHeard || !(error instanceof AudioError)) throw error;
        yield* listenMeanwhile(error, signal);
      }
    },
  };

  async function* listenMeanwhile(why: AudioError, signal: AbortSignal): AsyncGenerator<Samples> {
    const microphone = replaceableMicrophone(deviceMicrophone(usual, dependencies), clock);
    const over = new AbortController();
    const until = AbortSignal.any([signal, over.signal]);
    let replaced: Promise<void> | undefined;
    try {
      for await (const piece of microphone.listen(signal)) {
        replaced ??= standIn(microphone, why, until);
        yield piece;
      }
    } finally {
      over.abort(new Error('nobody listens any more'));
      await replaced;
    }
  }

  /** Resolves when the device of the settings is heard, or when aborted. */
  async function standIn(
    microphone: ReplaceableMicrophone,
    why: AudioError,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      let target = await find(signal);
      tell({ type: 'replaced', message: `${explained(why, target)} I listen to the usual one until then.` });
      for (;;) {
        await clock.sleep(LOOK_MS, signal);
        const before = target;
        target = await find(signal);
        // One that is there and gives no sound is tried again when it was plugged in anew.
        if (!target || before) continue;
        if (await isTakenBy(microphone, signal)) break;
      }
      tell({ type: 'back', message: `I listen to ${target.name ?? 'the chosen microphone'} again.` });
    } catch (error) {
      if (!isAbort(error, signal)) throw error;
    }
  }

  async function find(signal: AbortSignal): Promise<Target | undefined> {
    try {
      return await openTarget(options, programs, signal);
    } catch (error) {
      if (error instanceof AudioError) return undefined;
      throw error;
    }
  }

  async function isTakenBy(microphone: ReplaceableMicrophone, signal: AbortSignal): Promise<boolean> {
    try {
      await microphone.replaceBy(chosen, signal);
      return true;
    } catch (error) {
      if (error instanceof AudioError) return false;
      throw error;
    }
  }

  function explained({ message }: AudioError, target: Target | undefined): string {
    if (target) return `No sound comes from ${target.name ?? 'the chosen microphone'}. Plug it in anew.`;
    return NAME.test(device ?? '') ? message : 'The chosen microphone is not there. Plug it in.';
  }
}
