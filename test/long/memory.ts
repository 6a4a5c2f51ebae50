import { readFileSync } from 'node:fs';

const EVERY_MS = 250;

/** Watches what processes hold in memory, until they are gone. */
export function memoryOf(pids: () => readonly number[]) {
  const samples: number[] = [];
  const timer = setInterval(() => {
    const bytes = pids().reduce((sum, pid) => sum + residentBytes(pid), 0);
    if (bytes > 0) samples.push(bytes);
  }, EVERY_MS);
  const part = (from: number, to: number) => {
    const chosen = samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to));
    return chosen.reduce((most, bytes) => Math.max(most, bytes), 0);
  };
  return {
    /** The most of the last quarter beyond the most of the second: models are loaded by then. */
    grownBytes(): number {
      clearInterval(timer);
      return part(0.75, 1) - part(0.25, 0.5);
    },
    mostBytes: () => part(0, 1),
    told: () => `${samples.map((bytes) => Math.round(bytes / 1e6)).join(' ')} MB`,
  };
}

/** Zero when the process is gone. */
function residentBytes(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
