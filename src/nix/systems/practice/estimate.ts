import type { Change } from '../../planning/change.ts';
import { changes, isBuildOnly } from '../../planning/what-changes.ts';
import type { Request } from '../../request.ts';

/** What a believable line at home brings. */
const BYTES_PER_MS = 12_000;
const VERIFY_MS = 6000;
const OPTIMISE_MS = 9000;
const CHECK_MS = 2500;

/** How long looking, one after the other, and then the change take at pace 1, in milliseconds. */
export function durationsOf(
  change: Change,
  wanted: readonly Request[],
  downloadBytes: number,
): { looksMs: number; changeMs: number } {
  let looksMs = 0;
  for (const request of wanted) looksMs += lookMs(request, change, downloadBytes);
  const looksOnly = wanted.every((request) => !changes(request) || isBuildOnly(request));
  return { looksMs, changeMs: looksOnly ? 0 : changeMs(change, downloadBytes) };
}

/** What only looks at no cost takes no time. */
export function lookMs(request: Request, change: Change, downloadBytes: number): number {
  switch (request.intent) {
    case 'try_package':
      return downloadBytes === 0 ? 0 : clamp(downloadBytes / BYTES_PER_MS, 1000, 30_000);
    case 'rebuild':
      return isBuildOnly(request) ? changeMs(change, downloadBytes) : 0;
    case 'verify_store':
      return VERIFY_MS;
    case 'optimise_store':
      return OPTIMISE_MS;
    case 'check_updates':
      return CHECK_MS;
    default:
      return 0;
  }
}

export function changeMs(change: Change, downloadBytes: number): number {
  const { moves, existing, updates, units, deletes, repairs, garbage } = change;
  let ms = 0;
  if (garbage.length > 0) ms += 4000;
  if (deletes.length > 0) ms += 1500;
  if (repairs) ms += 4000 + clamp(downloadBytes / BYTES_PER_MS, 0, 10_000);
  if (!moves) return ms + (units.size > 0 ? 1500 : 0);
  if (existing) return ms + 2500;
  if (updates) return ms + clamp(20_000 + downloadBytes / BYTES_PER_MS, 20_000, 40_000);
  return ms + clamp(3000 + downloadBytes / BYTES_PER_MS, 3000, 8000);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
