import { readFileSync, statSync } from 'node:fs';

/** Whether some process holds a lock of the system on `file`, or on one with its number on another disk. */
export function isLockHeld(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return false;
  return locksIn(readFileSync('/proc/locks', 'utf8')).has(stats.ino);
}

/** `1: FLOCK  ADVISORY  WRITE 4711 08:01:1234 0 EOF`. A line with `->` tells who waits. */
function locksIn(text: string): ReadonlySet<number> {
  const held = text.matchAll(/^\d+: (?!->).*? -?\d+ [0-9a-f]+:[0-9a-f]+:(\d+) /gm);
  return new Set([...held].map(([, inode]) => Number(inode)));
}
