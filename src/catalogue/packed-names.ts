/** Many short texts in one, each with its owner. */
export interface PackedNames {
  readonly size: number;
  text(name: number): string;
  lengthOf(name: number): number;
  owner(name: number): number;
}

export function packNames(texts: readonly string[], ownersOfTexts: readonly number[]): PackedNames {
  const all = texts.join('');
  const owners = Uint32Array.from(ownersOfTexts);
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, name) => {
    starts[name + 1] = (starts[name] as number) + text.length;
  });
  return {
    size: owners.length,
    text: (name) => all.slice(starts[name], starts[name + 1]),
    lengthOf: (name) => (starts[name + 1] as number) - (starts[name] as number),
    owner: (name) => owners[name] as number,
  };
}
