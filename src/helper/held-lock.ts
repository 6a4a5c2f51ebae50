import { readFileSync, type Stats, statfsSync, statSync } from 'node:fs';

const TMPFS = 0x01021994;

/**
 * Whether some process holds a lock of the system on `file`. In memory, where locks of the system are and everybody can
 * come by a file with any number, the device counts too; the kernel tells another one than `stat` of some disks.
 */
export function isLockHeld(file: string, locks = readFileSync('/proc/locks', 'utf8')): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return false;
  const isInMemory = statfsSync(file).type === TMPFS;
  return lockedIn(locks).some(
    ({ device, inode }) => inode === stats.ino && (!isInMemory || device === deviceOf(stats)),
  );
}

/** `1: FLOCK  ADVISORY  WRITE 4711 08:01:1234 0 EOF`. A line with `->` tells who waits. */
function lockedIn(text: string): readonly { device: string; inode: number }[] {
  const held = text.matchAll(/^\d+: (?!->).*? -?\d+ ([0-9a-f]+:[0-9a-f]+):(\d+) /gm);
  return [...held].map(([, device = '', inode]) => ({ device, inode: Number(inode) }));
}

/** What is in memory has no major number, and its minor one is the whole. */
function deviceOf({ dev }: Stats): string {
  const minor = (dev & 0xff) | ((dev >>> 12) & 0xfff00);
  return `00:${minor.toString(16).padStart(2, '0')}`;
}
