import type { Clock } from '#base/clock.ts';
import { isAbort } from '#base/errors.ts';
import type { RecorderSetup } from '../recorder-argv.ts';
import type { Samples } from '../samples.ts';
import { type RecordingEnd, startRecording } from './recording.ts';

const SILENT_AFTER_MS = 2_000;
/** How often it is looked meanwhile: a timer for each piece would cost as much as all that is done with it. */
const LOOKS = 8;

export interface OneEnd extends RecordingEnd {
  /** It was heard before it ended. */
  delivered: boolean;
  /** It was ended because another device is to be heard. */
  isChanged: boolean;
}

interface Watching {
  clock: Clock;
  /** The first sound is there. */
  onHeard(): void;
  /** Whether this source, of which the recorder tells, is another than it should hear. */
  isWrong(source: string): boolean;
  /** Settles when another device is to be heard, or when aborted. */
  changed(signal: AbortSignal): Promise<void>;
}

/** Listens until the recorder ends, delivers nothing for two seconds, or another device is to be heard. */
export async function* listenOnce(
  setup: RecorderSetup,
  { clock, onHeard, isWrong, changed }: Watching,
  signal: AbortSignal,
): AsyncGenerator<Samples, OneEnd> {
  signal.throwIfAborted();
  let delivered = false;
  let isChanged = false;
  await using recording = startRecording(setup, (source) => {
    if (isWrong(source)) change();
  });
  const stop = () => recording.heard.close();
  function change(): void {
    isChanged = true;
    stop();
  }
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const silence = silenceWatch(clock, until, stop);
  const watched = changed(until).then(
    () => until.aborted || change(),
    (error) => {
      if (!isAbort(error, until)) throw error;
    },
  );
  signal.addEventListener('abort', stop);
  try {
    const heard = recording.heard[Symbol.asyncIterator]();
    for (;;) {
      silence.expect();
      const next = await heard.next();
      silence.rest();
      signal.throwIfAborted();
      if (isChanged) return { fault: 'ended', reason: 'heard another device', delivered, isChanged };
      if (silence.isSilent) return { fault: 'silent', reason: 'delivers nothing', delivered, isChanged };
      if (next.done) return { ...(await recording.ended), delivered, isChanged };
      if (!delivered) onHeard();
      delivered = true;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort(new Error('the recording is over'));
    await Promise.all([watched, silence.ended]);
  }
}

/** Calls `onSilent` when what is expected does not come for two seconds. Who is slow to take it is no silence. */
function silenceWatch(clock: Clock, signal: AbortSignal, onSilent: () => void) {
  let isExpected = false;
  let isSilent = false;
  let looks = 0;

  async function watch(): Promise<void> {
    // `sleep` lets go of one hold; the caller's is not ours to let go.
    using _hold = clock.hold();
    try {
      while (!isSilent) {
        await clock.sleep(SILENT_AFTER_MS / LOOKS, signal);
        isSilent = isExpected && ++looks > LOOKS;
      }
      onSilent();
    } catch (error) {
      if (!isAbort(error, signal)) throw error;
    }
  }

  return {
    ended: watch(),
    get isSilent() {
      return isSilent;
    },
    expect() {
      isExpected = true;
      looks = 0;
    },
    rest() {
      isExpected = false;
    },
  };
}
