/** The last three rows of the comparison, used again by each. */
let rows: [Uint16Array, Uint16Array, Uint16Array] = rowsFor(64);

/**
 * Fewest insertions, deletions, replacements and swaps of neighbors that turn `a` into `b`;
 * `limit + 1` as soon as it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const beyond = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return beyond;
  if (b.length >= rows[0].length) rows = rowsFor(2 * b.length);
  let [beforeLast, last, current] = rows;
  for (let column = 0; column <= b.length; column++) last[column] = Math.min(column, beyond);
  for (let row = 1; row <= a.length; row++) {
    // What is further from the diagonal than the limit takes more edits.
    const first = Math.max(1, row - limit);
    const end = Math.min(b.length, row + limit);
    current[first - 1] = first === 1 ? Math.min(row, beyond) : beyond;
    let least = current[first - 1] as number;
    const letter = a.charCodeAt(row - 1);
    for (let column = first; column <= end; column++) {
      const other = b.charCodeAt(column - 1);
      const above = column === row + limit ? beyond : (last[column] as number);
      let cost = Math.min(
        above + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (letter === other ? 0 : 1),
      );
      const isSwapped =
        row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other;
      if (isSwapped) cost = Math.min(cost, (beforeLast[column - 2] as number) + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return beyond;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return Math.min(last[b.length] as number, beyond);
}

function rowsFor(length: number): [Uint16Array, Uint16Array, Uint16Array] {
  return [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)];
}
