/** A channel so much weaker than the loudest, in power, adds nothing but its noise: 20 dB. */
const LEAST_POWER = 0.01;
/** A channel that swings against the loudest would take it away: a cable with two wires crossed does that. */
const MOST_OPPOSED = -0.3;
/** With many channels, every so many frames are enough to know them. */
const STRIDE = 5;

export interface ChannelMixer {
  /** Learns from sound what the channels are. Sound at the rate of its choice, channels taking turns. */
  learn(interleaved: Float32Array): void;
  mix(interleaved: Float32Array): Float32Array;
}

/**
 * Many channels as one: the mean of those that carry the sound. The plain mean of all loses 6 dB to a silent channel, 18
 * to seven of them, and everything to one that is out of phase; the loudest alone may be the one that hums. `memory` is
 * what remains of the past with each piece that is learned: 1 for a file that is known as a whole.
 */
export function createChannelMixer(channels: number, memory: number): ChannelMixer {
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels * channels);
  let frames = 0;

  function learn(interleaved: Float32Array): void {
    if (channels === 1) return;
    const stride = channels > 2 ? STRIDE : 1;
    for (const totals of [sums, products])
      for (let at = 0; at < totals.length; at++) (totals[at] as number) *= memory;
    frames *= memory;
    for (let start = 0; start + channels <= interleaved.length; start += channels * stride, frames++) {
      for (let one = 0; one < channels; one++) {
        const value = interleaved[start + one] as number;
        (sums[one] as number) += value;
        for (let other = 0; other <= one; other++)
          (products[one * channels + other] as number) += value * (interleaved[start + other] as number);
      }
    }
  }

  /** Without what stands still: a cheap card's constant voltage is not sound. */
  function covariance(one: number, other: number): number {
    const product = products[Math.max(one, other) * channels + Math.min(one, other)] as number;
    return product - ((sums[one] as number) * (sums[other] as number)) / Math.max(1, frames);
  }

  function carriers(): number[] {
    const all = Array.from({ length: channels }, (_, channel) => channel);
    const powers = all.map((channel) => Math.max(0, covariance(channel, channel)));
    const loudest = powers.indexOf(Math.max(...powers));
    const loudestPower = powers[loudest] as number;
    if (loudestPower === 0) return all;
    return all.filter((channel) => {
      const power = powers[channel] as number;
      if (power < LEAST_POWER * loudestPower) return false;
      return covariance(channel, loudest) / Math.sqrt(power * loudestPower) > MOST_OPPOSED;
    });
  }

  return {
    learn,
    mix(interleaved) {
      if (channels === 1) return interleaved;
      const chosen = carriers();
      const mono = new Float32Array(interleaved.length / channels);
      for (let frame = 0; frame < mono.length; frame++) {
        let sum = 0;
        for (const channel of chosen) sum += interleaved[frame * channels + channel] as number;
        mono[frame] = sum / chosen.length;
      }
      return mono;
    },
  };
}
