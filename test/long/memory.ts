import { readFileSync } from 'node:fs';

const EVERY_MS = 250;

/** Watches what processes hold in memory, until they are gone. */
export function memoryOf(pids: () => readonly number[]) {
  const samples: number[] = [];
  const timer = setInterval(() => {
    const bytes = pids().reduce((sum, pid) => sum + residentBytes(pid), 0);
    if (bytes > 0) samples.push(bytes);
  }, EVERY_MS);
  /** A program that is just being started counts all that who starts it holds, for a moment: so no single sample tells. */
  const usual = (from: number, to: number) => {
    const chosen = samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to));
    return chosen.toSorted((a, b) => a - b)[Math.floor(chosen.length / 2)] ?? 0;
  };
  return {
    /** What is usual in the last quarter beyond what is in the second: models are loaded by then. */
    grownBytes(): number {
      clearInterval(timer);
      return usual(0.75, 1) - usual(0.25, 0.5);
    },
    mostBytes: () => samples.reduce((most, bytes) => Math.max(most, bytes), 0),
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
