import type { NixPlaces } from '../places.ts';
import { namesIn, textIn } from './if-there.ts';

/** The menu of systemd-boot: it keeps only so many generations as it was told to. */
export interface BootMenu {
  /** Generations of the system profile in it, newest first. */
  generations: readonly number[];
  /** The one that starts by itself. */
  starts?: number;
}

/** With what boot counting adds (`+3-1`), and of a specialisation. */
const ENTRY = /^nixos-generation-(\d{1,9})(?:-specialisation-.+)?(?:\+\d+(?:-\d+)?)?\.conf$/;
const DEFAULT = /^default\s+(\S+)\s*$/m;

/** Empty when there is no such menu, or nobody but root may look. */
export function readBootMenu({ boot }: Pick<NixPlaces, 'boot'>): BootMenu {
  const numbers = namesIn(`${boot}/loader/entries`).flatMap((name) => numberOf(name) ?? []);
  const starts = numberOf(DEFAULT.exec(textIn(`${boot}/loader/loader.conf`) ?? '')?.[1] ?? '');
  return {
    generations: [...new Set(numbers)].sort((one, other) => other - one),
    ...(starts !== undefined && { starts }),
  };
}

function numberOf(entry: string): number | undefined {
  const digits = ENTRY.exec(entry)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
