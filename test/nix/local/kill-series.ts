import { SECOND } from '../../mini-nixos/release.ts';
import type { KillBed, Victim } from './kill-bed.ts';
import { type Kind, randomKilling, requestsOf } from './kill-choice.ts';
import { type KillEnd, killRound } from './kill-round.ts';

export interface Series {
  kinds: readonly Kind[];
  /** Repeated for more of one. */
  victims: readonly Victim[];
  rounds: number;
  /** After every so many, another change is made and undone. */
  goesOnEvery: number;
  /** When each kind has said what, milliseconds since its process was started, the end last; absent: it is measured. */
  atMs?: readonly number[];
}

/** Kills changes at random moments, one kind after the other, and counts how they ended. Throws at the first that is not whole. */
export async function killSeries(
  bed: KillBed,
  { kinds, victims, rounds, goesOnEvery, atMs }: Series,
  next: () => number,
): Promise<Map<KillEnd, number>> {
  const ends = new Map<KillEnd, number>();
  const known = new Map<Kind, readonly number[]>();
  const requests = async (kind: Kind) => {
    if (kind === 'update') await publish(bed, next);
    return requestsOf(kind, await bed.open(), next);
  };
  for (const kind of atMs ? [] : kinds) known.set(kind, (await bed.change(await requests(kind))).atMs);
  for (let round = 0; round < rounds; round++) {
    const kind = kinds[round % kinds.length] ?? 'install';
    const killing = randomKilling(victims, known.get(kind) ?? atMs ?? [], next);
    const goesOn = round % goesOnEvery === goesOnEvery - 1;
    const end = await killRound(bed, { requests: await requests(kind), killing, goesOn });
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return ends;
}

/** Nothing is updated to what was there before. */
async function publish({ mini }: KillBed, next: () => number): Promise<void> {
  const unique = Math.floor(next() * 0xfffffff)
    .toString(16)
    .padStart(7, '0');
  const versions = { firefox: `145.${Math.floor(next() * 100_000)}` };
  await mini.publish({ version: `26.05.20260108.${unique}`, revision: SECOND.revision, versions });
}
