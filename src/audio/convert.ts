import { createChannelMixer } from './channels.ts';
import { decodePcm, frameBytes, type PcmFormat } from './pcm.ts';
import { createResampler } from './resample.ts';
import type { Samples } from './samples.ts';

/** Frames that are worked on at a time, so that a long recording is never in memory as numbers of all its channels. */
const BLOCK_FRAMES = 32_768;
/** What is known of live channels fades within a few seconds of pieces. */
const LIVE_MEMORY = 0.98;

/** Sound of any format that is known as a whole, as samples. */
export function convertPcm(bytes: Uint8Array, format: PcmFormat): Samples {
  const mixer = createChannelMixer(format.channels, 1);
  const resampler = createResampler(format.sampleRate);
  const blocks = Math.ceil(bytes.length / (BLOCK_FRAMES * frameBytes(format)));
  const decoded = (block: number) => {
    const from = block * BLOCK_FRAMES * frameBytes(format);
    return decodePcm(bytes.subarray(from, from + BLOCK_FRAMES * frameBytes(format)), format);
  };
  if (format.channels > 1) for (let block = 0; block < blocks; block++) mixer.learn(decoded(block));
  const parts: Samples[] = [];
  for (let block = 0; block < blocks; block++) parts.push(resampler.push(mixer.mix(decoded(block))));
  return joined([...parts, resampler.end()]);
}

/** Sound of any format as it arrives, in bytes cut anywhere. */
export function createConverter(format: PcmFormat): (bytes: Uint8Array) => Samples {
  const mixer = createChannelMixer(format.channels, LIVE_MEMORY);
  const resampler = createResampler(format.sampleRate);
  const frame = frameBytes(format);
  let left = new Uint8Array();
  return (bytes) => {
    const all = new Uint8Array(left.length + bytes.length);
    all.set(left);
    all.set(bytes, left.length);
    left = all.slice(all.length - (all.length % frame));
    const decoded = decodePcm(all.subarray(0, all.length - left.length), format);
    mixer.learn(decoded);
    return resampler.push(mixer.mix(decoded));
  };
}

function joined(parts: readonly Samples[]): Samples {
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
