import type { Samples } from '#audio/samples.ts';

export interface Format {
  sampleRate: number;
  channels?: number;
  bits?: number;
  isFloat?: boolean;
  /** Which channels have the sound; all, unless it is told. */
  carriers?: readonly number[];
  /** Which channels have it upside down. */
  opposed?: readonly number[];
  /** Which channels have noise instead, 30 dB below full scale. */
  hiss?: readonly number[];
  kind?: 'extensible' | 'RF64';
}

/** A WAV file of `samples` in another format, made by another way of resampling than ours. */
export function wavOf(samples: Samples, format: Format): Uint8Array {
  const { sampleRate, channels = 1, bits = 16, isFloat = false, kind } = format;
  const sound = resampled(samples, sampleRate);
  const data = Buffer.alloc((sound.length * channels * bits) / 8);
  let at = 0;
  for (const value of sound) {
    for (let channel = 0; channel < channels; channel++, at += bits / 8) {
      write(data, at, bits, isFloat, channelValue(value, channel, format));
    }
  }
  const isExtensible = kind === 'extensible';
  const tag = isFloat ? 3 : 1;
  const fmt = Buffer.alloc(isExtensible ? 40 : 16);
  fmt.writeUInt16LE(isExtensible ? 0xfffe : tag, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(sampleRate, 4);
  fmt.writeUInt32LE((sampleRate * channels * bits) / 8, 8);
  fmt.writeUInt16LE((channels * bits) / 8, 12);
  fmt.writeUInt16LE(bits, 14);
  if (isExtensible) {
    fmt.writeUInt16LE(22, 16);
    fmt.writeUInt16LE(bits, 18);
    fmt.writeUInt16LE(tag, 24);
    Buffer.from('000000001000800000aa00389b71', 'hex').copy(fmt, 26);
  }
  const isLong = kind === 'RF64';
  const ds64 = Buffer.alloc(28);
  ds64.writeBigUInt64LE(BigInt(data.length), 8);
  return Buffer.concat([
    Buffer.from(isLong ? 'RF64' : 'RIFF'),
    uint32(isLong ? 0xffff_ffff : 20 + fmt.length + data.length),
    Buffer.from('WAVE'),
    ...(isLong ? [Buffer.from('ds64'), uint32(ds64.length), ds64] : []),
    Buffer.from('fmt '),
    uint32(fmt.length),
    fmt,
    Buffer.from('data'),
    uint32(isLong ? 0xffff_ffff : data.length),
    data,
  ]);
}

function channelValue(value: number, channel: number, { carriers, opposed, hiss }: Format): number {
  if (hiss?.includes(channel)) return (Math.random() - 0.5) * 0.11;
  if (carriers && !carriers.includes(channel)) return 0;
  return opposed?.includes(channel) ? -value : value;
}

function write(data: Buffer, at: number, bits: number, isFloat: boolean, value: number): void {
  if (isFloat) bits === 32 ? data.writeFloatLE(value, at) : data.writeDoubleLE(value, at);
  else if (bits === 8) data.writeUInt8(Math.round(value * 127) + 128, at);
  else data.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at, bits / 8);
}

/** By a short windowed sinc that lets pass only what the new rate can hold; full scale ±1. */
function resampled(samples: Samples, sampleRate: number): Float64Array {
  const ratio = sampleRate / 16_000;
  const width = Math.min(1, ratio);
  const reach = Math.ceil(24 / width);
  return new Float64Array(Math.floor(samples.length * ratio)).map((_, at) => {
    const center = at / ratio;
    let sum = 0;
    for (let tap = Math.ceil(center - reach); tap <= center + reach; tap++) {
      const x = Math.PI * width * (tap - center);
      const window = 0.5 + 0.5 * Math.cos((Math.PI * (tap - center)) / reach);
      sum += ((samples[tap] ?? 0) / 32_768) * width * window * (x === 0 ? 1 : Math.sin(x) / x);
    }
    return Math.max(-1, Math.min(1, sum));
  });
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
