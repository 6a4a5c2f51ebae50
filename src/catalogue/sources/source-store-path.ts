import { hash } from 'node:crypto';

const DIGITS = '0123456789abcdfghijklmnpqrsvwxyz';
const HASH_BYTES = 20;
const NAME = 'source';

/** Where Nix puts the sources of an input whose archive has that hash: `sha256-…=`, as a lock writes it. */
export function sourceStorePath(narHash: string, store: string): string | undefined {
  const digest = /^sha256-([A-Za-z0-9+/]{43}=)$/.exec(narHash)?.[1];
  if (digest === undefined) return undefined;
  const hex = Buffer.from(digest, 'base64').toString('hex');
  const fingerprint = hash('sha256', `source:sha256:${hex}:${store}:${NAME}`, 'buffer');
  return `${store}/${base32(folded(fingerprint))}-${NAME}`;
}

/** What of a hash goes into a name: its bytes, laid over each other. */
function folded(digest: Buffer): Uint8Array {
  const short = new Uint8Array(HASH_BYTES);
  digest.forEach((byte, at) => {
    short[at % HASH_BYTES] = (short[at % HASH_BYTES] as number) ^ byte;
  });
  return short;
}

/** Five bits a digit, the last bits first. */
function base32(bytes: Uint8Array): string {
  let digits = '';
  for (let bit = bytes.length * 8 - 5; bit >= 0; bit -= 5) {
    const pair = (bytes[bit >> 3] as number) | ((bytes[(bit >> 3) + 1] ?? 0) << 8);
    digits += DIGITS[(pair >> (bit & 7)) & 31];
  }
  return digits;
}
