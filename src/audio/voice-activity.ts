import load from '@echogarden/fvad-wasm';
import { createLoudnessGate } from './loudness-gate.ts';
import { SAMPLE_RATE, type Samples } from './samples.ts';

/** Length of the frames that are judged. */
export const FRAME_MS = 20;
const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1000;
const MODE = 2;

export interface VoiceActivity extends Disposable {
  /**
   * Takes samples of any length and gives one answer per 20 ms frame that they complete: does somebody speak?
   * What is left over waits for the next call. A pause of 300 ms of `false` is an end of speech worth believing.
   */
  process(samples: Samples): boolean[];
  /** The utterance is over: forgets the speaker's loudness and the unfinished frame, keeps the noise of the room. */
  reset(): void;
}

/**
 * Speech is what WebRTC's detector takes for a voice and what stands out of the room: the detector alone takes
 * people talking in the background for speech, loudness alone takes a slammed door.
 */
export async function createVoiceActivity(): Promise<VoiceActivity> {
  const fvad = await load();
  const handle = fvad._fvad_new();
  fvad._fvad_set_sample_rate(handle, SAMPLE_RATE);
  fvad._fvad_set_mode(handle, MODE);
  const address = fvad._malloc(FRAME_SAMPLES * Int16Array.BYTES_PER_ELEMENT);
  const gate = createLoudnessGate();
  const frame = new Int16Array(FRAME_SAMPLES);
  let filled = 0;
  let recent: boolean[] = [];

  function judge(): boolean {
    fvad.HEAP16.set(frame, address / Int16Array.BYTES_PER_ELEMENT);
    const isVoice = fvad._fvad_process(handle, address, FRAME_SAMPLES) === 1;
    const isLoud = gate.isLoud(frame);
    // Two of four: a click is not speech, the closure of a "t" not its end.
    recent = [...recent.slice(-3), isVoice && isLoud];
    return recent.filter(Boolean).length >= 2;
  }

  return {
    process(samples) {
      const answers: boolean[] = [];
      for (let read = 0; read < samples.length; ) {
        const piece = samples.subarray(read, read + FRAME_SAMPLES - filled);
        frame.set(piece, filled);
        filled += piece.length;
        read += piece.length;
        if (filled < FRAME_SAMPLES) break;
        answers.push(judge());
        filled = 0;
      }
      return answers;
    },
    reset() {
      filled = 0;
      recent = [];
      gate.forgetSpeaker();
    },
    [Symbol.dispose]() {
      fvad._fvad_free(handle);
    },
  };
}
