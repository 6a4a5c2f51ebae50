/** What a part of an index is made of: numbers and bytes by name, which can be stored as they are. */
export type Kept = Readonly<Record<string, Uint32Array | Uint8Array>>;

/** Gives the part called `name`: made now, or as it was stored. */
export type Keep = <Part extends Kept>(name: string, make: () => Part) => Part;

/** Nothing is stored. */
export const makeAnew: Keep = (_, make) => make();

/** For the parts of a part: their names begin with `name`. */
export function keepBelow(keep: Keep, name: string): Keep {
  return (part, make) => keep(`${name}.${part}`, make);
}
