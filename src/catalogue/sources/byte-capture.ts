/** Takes a stretch of bytes out of chunks that follow each other; one stretch at a time. */
export interface ByteCapture {
  /** What follows now. */
  enter(chunk: Uint8Array): void;
  /** The stretch begins at `at` of the chunk. */
  start(at: number): void;
  /** It ends before `at`: its bytes as text; undefined when they are more than the limit, or none was begun. */
  stop(at: number): string | undefined;
  /** The chunk is over; it may be written over now. */
  leave(): void;
}

export function byteCapture(mostBytes: number): ByteCapture {
  let chunk: Uint8Array = new Uint8Array();
  let from: number | undefined;
  let earlier: Buffer[] = [];
  let bytes = 0;
  return {
    enter(next) {
      chunk = next;
      if (from !== undefined) from = 0;
    },
    start(at) {
      from = at;
    },
    stop(at) {
      if (from === undefined) return undefined;
      const last = chunk.subarray(from, at);
      const isTooLong = bytes + last.length > mostBytes;
      const whole = isTooLong ? undefined : Buffer.concat([...earlier, last]).toString('utf8');
      from = undefined;
      earlier = [];
      bytes = 0;
      return whole;
    },
    leave() {
      if (from === undefined) return;
      bytes += chunk.length - from;
      if (bytes > mostBytes) earlier = [];
      else earlier.push(Buffer.from(chunk.subarray(from)));
    },
  };
}
