/** Many short texts in one, each with its owner. */
export interface PackedNames {
  readonly size: number;
  text(name: number): string;
  lengthOf(name: number): number;
  owner(name: number): number;
}

/** What they are packed to: all texts as UTF-8, where each begins, in UTF-16 units, and its owner. */
export type Packed = Readonly<{ texts: Uint8Array; begins: Uint32Array; owners: Uint32Array }>;

export function packNames(texts: readonly string[], owners: readonly number[]): Packed {
  const begins = new Uint32Array(texts.length + 1);
  texts.forEach((text, name) => {
    begins[name + 1] = (begins[name] as number) + text.length;
  });
  return { texts: new TextEncoder().encode(texts.join('')), begins, owners: Uint32Array.from(owners) };
}

export function unpackNames({ texts, begins, owners }: Packed): PackedNames {
  const all = new TextDecoder().decode(texts);
  return {
    size: owners.length,
    text: (name) => all.slice(begins[name], begins[name + 1]),
    lengthOf: (name) => (begins[name + 1] as number) - (begins[name] as number),
    owner: (name) => owners[name] as number,
  };
}
