/** How sound is written down outside of the program, little endian, channels taking turns. */
export interface PcmFormat {
  readonly kind: 'integer' | 'float';
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** Of one channel. One byte is unsigned, more are signed. */
  readonly bytesPerSample: number;
}

export const frameBytes = ({ channels, bytesPerSample }: PcmFormat) => channels * bytesPerSample;

/** Full scale ±1, channels taking turns; what is no number is silence. A last frame that is not whole is left out. */
export function decodePcm(bytes: Uint8Array, format: PcmFormat): Float32Array {
  const { kind, channels, bytesPerSample } = format;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[kind][bytesPerSample] as Reader;
  const values = new Float32Array(Math.floor(bytes.length / frameBytes(format)) * channels);
  for (let at = 0; at < values.length; at++) {
    const value = read(view, at * bytesPerSample);
    values[at] = Number.isFinite(value) ? value : 0;
  }
  return values;
}

type Reader = (view: DataView, at: number) => number;

const readers: Record<PcmFormat['kind'], Record<number, Reader>> = {
  integer: {
    1: (view, at) => (view.getUint8(at) - 128) / 128,
    2: (view, at) => view.getInt16(at, true) / 32_768,
    3: (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8_388_608,
    4: (view, at) => view.getInt32(at, true) / 2_147_483_648,
  },
  float: {
    4: (view, at) => view.getFloat32(at, true),
    8: (view, at) => view.getFloat64(at, true),
  },
};
