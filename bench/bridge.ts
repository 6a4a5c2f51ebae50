/** What a kept Python saves, and what it does not: 200 generations listed by us, by it, and by a Python of their own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { systemProfile } from '#nix/places.ts';
import type { SystemGeneration } from '#nix/profiles/generations.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import type { BridgedGeneration } from '#nix/rebuild/bridge/bridge.ts';
import { openBridge } from '#nix/rebuild/bridge/open-bridge.ts';
import { emptyPlaces, writeGenerations } from '../test/nix/profiles/many-generations.ts';
import type { Row } from './row.ts';

const COUNT = 200;
const LOOKS = 50;
const PROGRAM_RUNS = 7;
const PACKAGES = join(import.meta.dirname, '../test/programs');
const ALONE = join(import.meta.dirname, 'rebuild-ng-list.py');

export async function run(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const places = emptyPlaces(root);
    writeGenerations(places, COUNT);
    const profile = systemProfile(places);
    const { signal } = new AbortController();
    const environment = { PATH: '/usr/bin:/bin', HOME: root };
    await using bridge = openBridge(
      { packages: PACKAGES, interpreter: 'python3', foundBy: 'environment' },
      environment,
    );
    const started = performance.now();
    await bridge.functions(signal);
    const startMs = performance.now() - started;

    const known = new Map();
    const rounds = [];
    let same = true;
    for (let round = 0; round < PROGRAM_RUNS; round++) {
      const own = Array.from({ length: LOOKS }, () => timed(() => readGenerations(places)));
      const again = Array.from({ length: LOOKS }, () => timed(() => readGenerations(places, known)));
      const keptAt = performance.now();
      const kept = await bridge.listGenerations(profile, signal);
      const keptMs = performance.now() - keptAt;
      const alone = timed(() => spawnSync('python3', [ALONE, profile], { env: environment }));
      rounds.push({
        ownMs: median(own.map(({ ms }) => ms)),
        againMs: median(again.map(({ ms }) => ms)),
        keptMs,
        aloneMs: alone.ms,
      });
      const { generations } = (own[0] as (typeof own)[number]).value;
      same &&= kept.type === 'done' && isDeepStrictEqual(kept.value.map(undated), generations.map(asBridged));
    }
    const ownMs = median(rounds.map((one) => one.ownMs));
    const againMs = median(rounds.map((one) => one.againMs));
    const keptMs = median(rounds.map((one) => one.keptMs));
    const aloneMs = median(rounds.map((one) => one.aloneMs));
    return [
      {
        claim: `${COUNT} generations over a kept Python`,
        figure: `${keptMs.toFixed(0)} ms, ${startMs.toFixed(0)} ms to start it once`,
        baseline: `native: ${ownMs.toFixed(1)} ms, with systems known ${againMs.toFixed(1)} ms; ${ratios(keptMs, ownMs, againMs)}; ${same ? 'all but the dates equal' : 'FIELDS DIFFER'}`,
        met: same,
      },
      {
        claim: 'by a Python of its own each time',
        figure: `${aloneMs.toFixed(0)} ms, in threads`,
        baseline: `native: ${ratios(aloneMs, ownMs, againMs)}`,
        met: true,
      },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function ratios(ms: number, ownMs: number, againMs: number): string {
  return `ratio ${(ms / ownMs).toFixed(0)} and ${(ms / againMs).toFixed(0)}`;
}

/** Its dates are those of when a system was last touched in the store, so they can be none of ours. */
function undated({ date: _, ...rest }: BridgedGeneration): Omit<BridgedGeneration, 'date'> {
  return { ...rest, specialisations: rest.specialisations.toSorted() };
}

function asBridged(generation: SystemGeneration): Omit<BridgedGeneration, 'date'> {
  const { number, label, kernel, revision, specialisations, current } = generation;
  return {
    generation: number,
    nixosVersion: label,
    kernelVersion: kernel ?? '',
    configurationRevision: revision ?? 'Unknown',
    specialisations: [...specialisations],
    current,
  };
}

function timed<Value>(work: () => Value): { ms: number; value: Value } {
  const start = performance.now();
  const value = work();
  return { ms: performance.now() - start, value };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
