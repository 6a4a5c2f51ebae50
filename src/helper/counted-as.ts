import { readFileSync } from 'node:fs';

/**
 * Under which name the calls of `uid` are counted: a person's own. All that are no account of this machine share one: a
 * person who has a range of further uids, for containers, would otherwise be as many as they like.
 */
export function countedAs(uid: number | undefined, accounts = '/etc/passwd'): string {
  return uid !== undefined && uidsIn(accounts).has(uid) ? String(uid) : 'others';
}

function uidsIn(accounts: string): ReadonlySet<number> {
  const lines = readIfThere(accounts).split('\n');
  return new Set(lines.map((line) => Number(line.split(':')[2] || NaN)));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
