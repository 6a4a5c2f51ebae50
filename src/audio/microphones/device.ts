import type { Clock } from '#base/clock.ts';
import { AudioError, isAbort } from '#base/errors.ts';
import { microphonesOf } from '../list-devices.ts';
import type { Microphone, MicrophoneNotice } from '../microphone.ts';
import type { Recorder } from '../recorder-argv.ts';
import type { Samples } from '../samples.ts';
import { createNotices } from './notices.ts';
import {
  createSession,
  type Failure,
  type RecorderPrograms,
  type Session,
  type SessionEnd,
} from './session.ts';
import { anyTarget, type DeviceOptions, isThere, openTarget, type Target } from './target.ts';

/** A recorder that worked so long had no fault of its own when it died. */
const HEALTHY_AFTER_MS = 5_000;
/** Pauses before the recorder that worked is started again; then others are tried too, and it is told. */
const BACK_OFF_MS = [200, 500, 1_000, 2_000] as const;
const WAIT_MS = 2_000;
/** Recorders whose sound system knows of every microphone: ALSA's default need not be a card. */
const ALL_KNOWING: readonly (Recorder | undefined)[] = ['pw-record', 'parec'];

export interface DeviceDependencies {
  clock: Clock;
  programs?: RecorderPrograms;
  /** Told what becomes of the microphone while it is listened to. */
  tell?: (notice: MicrophoneNotice) => void;
}

/**
 * A microphone of this machine, heard through the first recorder program that delivers sound. Once it was heard it is
 * not given up: when it goes away, what is there is heard instead, or waited for.
 */
export function deviceMicrophone(
  options: DeviceOptions,
  { clock, programs = {}, tell = () => {} }: DeviceDependencies,
): Microphone {
  return {
    async *listen(signal) {
      try {
        yield* listenForGood(await openTarget(options, programs, signal), signal);
      } catch (error) {
        if (!isAbort(error, signal)) throw error;
      }
    },
  };

  async function* listenForGood(wanted: Target, signal: AbortSignal): AsyncGenerator<Samples, never> {
    const over = new AbortController();
    using _ = { [Symbol.dispose]: () => over.abort(new Error('nobody listens any more')) };
    const notices = createNotices(tell, clock, over.signal);
    const onHeard = (target: Target) => notices.heard(target, wanted);
    const session = createSession({ clock, programs, wanted, onHeard });
    let target: Target | undefined = wanted;
    for (let failed = 0; ; ) {
      const startedAt = clock.now();
      const end: SessionEnd | undefined = target && (yield* session.listen(target, signal));
      if (end && !session.heardWith) throw nothingWorks(end.failures);
      if (end?.delivered && clock.now() - startedAt > HEALTHY_AFTER_MS) failed = 0;
      if (end && !end.isChanged) {
        if (failed >= BACK_OFF_MS.length) notices.lost(explained(end.failures));
        await clock.sleep(BACK_OFF_MS[failed] ?? WAIT_MS, signal);
        failed++;
      }
      target = await nextTarget(wanted, session, failed, signal);
      if (!target) {
        notices.lost(undefined);
        await clock.sleep(WAIT_MS, signal);
      }
    }
  }

  /** What to listen to after a recorder ended; undefined while there is nothing. */
  async function nextTarget(
    wanted: Target,
    { heardWith, hearsMonitor }: Session,
    failed: number,
    signal: AbortSignal,
  ): Promise<Target | undefined> {
    // Not others at once: one that takes the card for itself would keep it from a sound server that comes back.
    const recorders = failed < BACK_OFF_MS.length && heardWith ? [heardWith] : anyTarget(options).recorders;
    const any: Target = { ...anyTarget(options), recorders };
    if (wanted.isChosen && !wanted.isListed) return wanted;
    const teller = wanted.isChosen ? wanted.recorders[0] : heardWith;
    const system = teller && (await microphonesOf(teller, programs, signal));
    if (!system) return wanted.isChosen ? wanted : any;
    if (wanted.isChosen && isThere(wanted, system)) return wanted;
    // A sound server without a microphone would let us hear its loudspeaker instead.
    if (system.devices.length === 0 && ALL_KNOWING.includes(teller) && !hearsMonitor) return undefined;
    return { ...any, name: system.devices.find(({ isDefault }) => isDefault)?.name };
  }
}

function explained(failures: readonly Failure[]): string {
  const installed = failures.filter(({ fault }) => fault !== 'missing');
  return installed.map(({ recorder, reason }) => `${recorder} ${reason}`).join('; ');
}

function nothingWorks(failures: readonly Failure[]): AudioError {
  if (failures.every(({ fault }) => fault === 'missing'))
    return new AudioError(
      'no-program',
      `Nothing here can record (${failures.map(({ recorder }) => recorder).join(', ')} not found). ` +
        'Install PipeWire, PulseAudio, alsa-utils or sox.',
    );
  return new AudioError(
    failures.some(({ fault }) => fault === 'silent') ? 'stream-broke' : 'no-device',
    `No sound from a microphone. Check that one is plugged in and not muted. (${explained(failures)})`,
  );
}
