import type { Change } from './change.ts';

/** What a believable line at home brings. */
const BYTES_PER_MS = 12_000;

/** How long a change takes at pace 1, in milliseconds. */
export function estimateMs(change: Change, downloadBytes: number): number {
  let ms = change.garbage.length > 0 ? 4000 : 0;
  if (!change.moves) return ms;
  const updates = change.requests.some(({ intent }) => intent === 'update_system');
  if (change.existing) ms += 2500;
  else if (updates) ms += clamp(20_000 + downloadBytes / BYTES_PER_MS, 20_000, 40_000);
  else ms += clamp(3000 + downloadBytes / BYTES_PER_MS, 3000, 8000);
  return Math.round(ms);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
