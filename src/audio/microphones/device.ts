import type { Clock } from '#base/clock.ts';
import { AudioError, isAbort } from '#base/errors.ts';
import type { Microphone, MicrophoneOptions } from '../microphone.ts';
import { RECORDERS, type Recorder, recorderArgv } from '../recorder-argv.ts';
import type { Samples } from '../samples.ts';
import { within } from '../within.ts';
import { type RecordingEnd, startRecording } from './recording.ts';

type DeviceOptions = Extract<MicrophoneOptions, { kind: 'device' }>;

/** Where the recorders are, if not where PATH says. */
export type RecorderPrograms = Readonly<Partial<Record<Recorder, string>>>;

const SILENT_AFTER_MS = 2_000;
/** A recorder that worked so long had no fault of its own when it died. */
const HEALTHY_AFTER_MS = 5_000;
/** Pauses before a recorder that worked and died is started again. */
const BACK_OFF_MS = [200, 500, 1_000, 2_000] as const;

/** A microphone of this machine, heard through the first recorder program that delivers sound. */
export function deviceMicrophone(
  options: DeviceOptions,
  { clock, programs = {} }: { clock: Clock; programs?: RecorderPrograms },
): Microphone {
  return {
    async *listen(signal) {
      try {
        const failures: Failure[] = [];
        for (const recorder of candidates(options)) {
          const failure = yield* listenWith(recorder, signal);
          if (failure.worked) throw brokenStream(failure);
          failures.push(failure);
        }
        throw nothingWorks(failures);
      } catch (error) {
        if (!isAbort(error, signal)) throw error;
      }
    },
  };

  /** Listens until the recorder cannot be brought back; tells why. */
  async function* listenWith(recorder: Recorder, signal: AbortSignal): AsyncGenerator<Samples, Failure> {
    let worked = false;
    for (let failed = 0; ; failed++) {
      const startedAt = clock.now();
      const end = yield* listenOnce(recorder, signal);
      worked ||= end.delivered;
      if (end.delivered && clock.now() - startedAt > HEALTHY_AFTER_MS) failed = 0;
      const pauseMs = BACK_OFF_MS[failed];
      if (!worked || pauseMs === undefined) return { recorder, worked, ...end };
      await clock.sleep(pauseMs, signal);
    }
  }

  async function* listenOnce(recorder: Recorder, signal: AbortSignal): AsyncGenerator<Samples, OneEnd> {
    signal.throwIfAborted();
    await using recording = startRecording(recorderArgv(recorder, options.device, programs[recorder]));
    const stop = () => recording.heard.close();
    signal.addEventListener('abort', stop);
    let delivered = false;
    try {
      const heard = recording.heard[Symbol.asyncIterator]();
      for (;;) {
        const next = await within(SILENT_AFTER_MS, heard.next(), clock);
        signal.throwIfAborted();
        if (next === undefined) return { fault: 'silent', reason: 'delivers nothing', delivered };
        if (next.done) return { ...(await recording.ended), delivered };
        delivered = true;
        yield next.value;
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

interface OneEnd extends RecordingEnd {
  delivered: boolean;
}

interface Failure extends RecordingEnd {
  recorder: Recorder;
  /** It delivered sound before. */
  worked: boolean;
}

function candidates({ recorder, device }: DeviceOptions): readonly Recorder[] {
  if (recorder === 'rec' && device !== undefined)
    throw new AudioError(
      'no-device',
      'The recorder rec cannot choose a device: set the recorder to sox instead.',
    );
  if (recorder !== 'auto') return [recorder];
  return RECORDERS.filter((candidate) => candidate !== 'rec' || device === undefined);
}

function brokenStream({ recorder, reason }: Failure): AudioError {
  return new AudioError(
    'stream-broke',
    `The microphone went away: ${recorder} ${reason}. Check that it is plugged in, then start again.`,
  );
}

function nothingWorks(failures: readonly Failure[]): AudioError {
  const installed = failures.filter(({ fault }) => fault !== 'missing');
  if (installed.length === 0)
    return new AudioError(
      'no-program',
      `Nothing here can record (${failures.map(({ recorder }) => recorder).join(', ')} not found). ` +
        'Install PipeWire, PulseAudio, alsa-utils or sox.',
    );
  const tried = installed.map(({ recorder, reason }) => `${recorder} ${reason}`).join('; ');
  return new AudioError(
    installed.some(({ fault }) => fault === 'silent') ? 'stream-broke' : 'no-device',
    `No sound from a microphone. Check that one is plugged in and not muted. (${tried})`,
  );
}
