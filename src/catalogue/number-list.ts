/** A list that grows, of whole numbers below 2³²: four bytes each. */
export interface NumberList {
  add(value: number): void;
  /** A view of what was added so far. */
  numbers(): Uint32Array;
}

export function numberList(): NumberList {
  let items = new Uint32Array(256);
  let length = 0;
  return {
    add(value) {
      if (length === items.length) {
        const larger = new Uint32Array(2 * length);
        larger.set(items);
        items = larger;
      }
      items[length++] = value;
    },
    numbers: () => items.subarray(0, length),
  };
}
