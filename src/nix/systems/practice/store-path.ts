import { createHash } from 'node:crypto';

const DIGITS = '0123456789abcdfghijklmnpqrsvwxyz';

/** `<32 digits of Nix's base 32>-<name>`; the same `inputs` give the same path. */
export function storeName(name: string, inputs: string): string {
  const digest = createHash('sha256').update(`${name}\n${inputs}`).digest();
  let hash = '';
  for (const byte of digest) hash += DIGITS[byte % 32];
  return `${hash}-${name.replaceAll(/[^\w.+-]/g, '-').slice(0, 150)}`;
}
