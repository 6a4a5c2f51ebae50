const LONGEST = 65_536;
/** The difference is in the two bytes that follow. */
const WIDE = 0x80;

type Step = 'note' | 'shared' | 'shared-high' | 'shared-low' | 'path';

/**
 * Reads the lines of a nix-index database: what is noted of an entry, a zero, by how much more of the path before is its
 * beginning, the rest of its path, a line end. `take` is given the last sign of the note, the path, which is overwritten by
 * the next, and its length. Whatever the bytes are, it only reads them: what is not in that form gives other paths.
 */
export function frontCodedReader(
  take: (kind: number, path: Uint8Array, length: number) => void,
): (chunk: Uint8Array) => void {
  const path = new Uint8Array(LONGEST);
  let step: Step = 'note';
  let kind = 0;
  let shared = 0;
  let high = 0;
  let length = 0;
  const share = (difference: number) => {
    shared = Math.min(Math.max(shared + difference, 0), length);
    length = shared;
    step = 'path';
  };
  return (chunk) => {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      switch (step) {
        case 'note':
          if (byte === 0) step = 'shared';
          else kind = byte;
          break;
        case 'shared':
          if (byte === WIDE) step = 'shared-high';
          else share((byte << 24) >> 24);
          break;
        case 'shared-high':
          high = (byte << 24) >> 16;
          step = 'shared-low';
          break;
        case 'shared-low':
          share(high | byte);
          break;
        case 'path':
          if (byte === 0x0a) {
            take(kind, path, length);
            step = 'note';
          } else if (length < LONGEST) path[length++] = byte;
          break;
      }
    }
  };
}
