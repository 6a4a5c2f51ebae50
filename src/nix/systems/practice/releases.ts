import { createHash } from 'node:crypto';
import type { Package } from '#catalogue/package.ts';
import type { Marker } from './records.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;
/** The revision of nixpkgs that the catalogue's versions are of: a new system is one behind. */
const CATALOGUE_REVISION = 2;
/** What a new system runs. */
export const FIRST_REVISION = CATALOGUE_REVISION - 1;
/** How many of a hundred packages change their version with a revision. */
const CHANGED_PERCENT = 65;

/** The newest revision there is: a week after it was made, a practice system can be updated again. */
export function newestRevision(marker: Marker, now: number): number {
  return CATALOGUE_REVISION + Math.max(0, Math.floor((now - marker.madeAt) / WEEK_MS));
}

/** `25.11.20251114.3f2a9c1` */
export function nixosVersion(marker: Marker, revision: number): string {
  const day = new Date(marker.madeAt + (revision - CATALOGUE_REVISION) * WEEK_MS).toISOString().slice(0, 10);
  return `25.11.${day.replaceAll('-', '')}.${digest(`nixpkgs ${revision}`).slice(0, 7)}`;
}

/** The revision that a version is of; undefined when it is none up to `newest`. */
export function parseRevision(marker: Marker, version: string, newest: number): number | undefined {
  for (let revision = newest; revision >= 0; revision--) {
    if (nixosVersion(marker, revision) === version) return revision;
  }
  return undefined;
}

/** More than a practice system sees in a lifetime. */
export const LAST_REVISION = 10_000;

/** The marker of a system that has lost its own, from the store name of one of its toplevels. */
export function markerFrom(toplevel: string): Marker | undefined {
  const parts = /^\w{32}-nixos-system-(.+)-25\.11\.(\d{4})(\d{2})(\d{2})\.([0-9a-f]{7})$/.exec(toplevel);
  if (!parts) return undefined;
  const [, hostName = '', year, month, day, hash] = parts;
  for (let revision = 0; revision <= LAST_REVISION; revision++) {
    if (digest(`nixpkgs ${revision}`).slice(0, 7) !== hash) continue;
    const dated = Date.UTC(Number(year), Number(month) - 1, Number(day));
    return { practiceSystem: 1, madeAt: dated - (revision - CATALOGUE_REVISION) * WEEK_MS, hostName };
  }
  return undefined;
}

export function kernelVersion(revision: number): string {
  return `6.12.${56 + revision}`;
}

/** The version that a package has at a revision. */
export function versionAt(found: Package, revision: number): string {
  let steps = 0;
  const [low, high] = [Math.min(revision, CATALOGUE_REVISION), Math.max(revision, CATALOGUE_REVISION)];
  for (let step = low + 1; step <= high; step++) {
    if (Number.parseInt(digest(`${found.attribute} ${step}`).slice(0, 6), 16) % 100 < CHANGED_PERCENT)
      steps++;
  }
  return steps === 0 ? found.version : stepped(found.version, revision < CATALOGUE_REVISION ? -steps : steps);
}

/** `1.2.3` two on is `1.2.5`; where there is no number or nothing before it, it stays as it is. */
function stepped(version: string, steps: number): string {
  const last = /^(.*?)(\d{1,9})(\D*)$/.exec(version);
  if (!last) return version;
  const [, before, number = '', after] = last;
  const next = Number(number) + steps;
  if (next < 0) return version;
  return `${before}${String(next).padStart(number.startsWith('0') ? number.length : 0, '0')}${after}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
