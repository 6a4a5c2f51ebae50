/** "A", "A and B", "A, B and C". */
export function sayList(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** The first few by name and the rest by number: "A, B and 12 more". */
export function sayFirst(items: readonly string[], most: number): string {
  if (items.length <= most) return sayList(items);
  return sayList([...items.slice(0, most - 1), `${items.length - most + 1} more`]);
}
