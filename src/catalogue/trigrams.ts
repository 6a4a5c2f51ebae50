/** Letters, digits, `+` and `#` each have a number; the edge of a name is 0, everything else is 39. */
const SYMBOLS = 40;
const OTHER = 39;
const SYMBOL = new Uint8Array(128).fill(OTHER);
for (const [at, letter] of [...'abcdefghijklmnopqrstuvwxyz0123456789+#'].entries())
  SYMBOL[letter.charCodeAt(0)] = at + 1;

/** How many trigrams there are. */
export const TRIGRAMS = SYMBOLS ** 3;

/** Numbers of all three neighboring letters of the name, edges included, each once. */
export function trigramsOf(name: string): readonly number[] {
  const grams: number[] = [];
  let before = 0;
  let middle = symbolAt(name, 0);
  for (let at = 1; at <= name.length; at++) {
    const after = symbolAt(name, at);
    const gram = (before * SYMBOLS + middle) * SYMBOLS + after;
    if (!grams.includes(gram)) grams.push(gram);
    before = middle;
    middle = after;
  }
  return grams;
}

function symbolAt(name: string, at: number): number {
  return at < name.length ? (SYMBOL[name.charCodeAt(at)] ?? OTHER) : 0;
}
