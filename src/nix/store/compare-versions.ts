/** Negative when `one` is older, positive when it is newer: the order that Nix has (`builtins.compareVersions`). */
export function compareVersions(one: string, other: string): number {
  const mine = componentsOf(one);
  const theirs = componentsOf(other);
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const order = compareComponents(mine[at] ?? '', theirs[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers and words; dots and dashes only divide. */
function componentsOf(version: string): string[] {
  return version.match(/[0-9]+|[^0-9.-]+/g) ?? [];
}

function compareComponents(one: string, other: string): number {
  if (one === other) return 0;
  return isLess(one, other) ? -1 : isLess(other, one) ? 1 : 0;
}

/** `pre` is before the end, the end is before a number, and a word is before a number: 2.3pre1, 2.3, 2.3a, 2.3.1. */
function isLess(one: string, other: string): boolean {
  const isNumber = /^[0-9]/.test(one);
  const otherIsNumber = /^[0-9]/.test(other);
  if (isNumber && otherIsNumber) return Number(one) < Number(other);
  if (one === '' && otherIsNumber) return true;
  if (one === 'pre' && other !== 'pre') return true;
  if (other === 'pre') return false;
  if (otherIsNumber) return true;
  if (isNumber) return false;
  return one < other;
}
