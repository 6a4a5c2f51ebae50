/** Listing 200 generations with all that is known of them, beside the programs that Nix and NixOS have for it. */
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type NixPlaces, systemProfile } from '#nix/places.ts';
import type { SystemGeneration } from '#nix/profiles/generations.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import { emptyPlaces, writeGenerations } from '../test/nix/profiles/many-generations.ts';
import type { Row } from './row.ts';

const COUNT = 200;
const BUDGET_MS = 2;
const NIX_ENV_RATIO = 8;
const REBUILD_NG_RATIO = 100;
const LOOKS = 200;
const PROGRAM_RUNS = 9;
const REBUILD_NG = join(import.meta.dirname, 'rebuild-ng-list.py');

export async function run(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const places = emptyPlaces(root);
    writeGenerations(places, COUNT);
    return rowsOf(places, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function rowsOf(places: NixPlaces, root: string): Row[] {
  const first = timed(() => readGenerations(places));
  const profile = systemProfile(places);
  const anew: number[] = [];
  const bare: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    anew.push(timed(() => readGenerations(places)).ms);
    bare.push(timed(() => looksAlone(profile)).ms);
  }
  const known = new Map();
  readGenerations(places, known);
  const again = Array.from({ length: LOOKS }, () => timed(() => readGenerations(places, known)).ms);
  const { generations } = first.value;

  const environment = environmentOf(places, root);
  const nixEnv = program(['nix-env', '-p', profile, '--list-generations'], environment);
  const rebuildNg = program(['python3', REBUILD_NG, profile], environment);
  const sameAsNixEnv = isDeepStrictEqual(
    parseNixEnv(nixEnv.output),
    generations
      .toReversed()
      .map(({ number, madeAt, current }) => ({ number, date: dateOf(madeAt), current })),
  );
  const sameAsRebuildNg = isDeepStrictEqual(JSON.parse(rebuildNg.output), generations.map(asRebuildNg));

  const readAnew = median(anew);
  const leastAnew = Math.min(...anew);
  const leastBare = Math.min(...bare);
  const readAgain = median(again);
  const ratio = (baseline: number, same: boolean) =>
    `${(baseline / readAgain).toFixed(0)} ×, ${(baseline / readAnew).toFixed(0)} × with nothing kept; ${same ? 'all fields equal' : 'FIELDS DIFFER'}`;
  return [
    {
      claim: `${COUNT} generations, all fields, systems known`,
      figure: `${readAgain.toFixed(2)} ms`,
      budget: `≤ ${BUDGET_MS} ms`,
      met: readAgain <= BUDGET_MS,
    },
    {
      claim: `${COUNT} generations, all fields, nothing kept`,
      figure: `${readAnew.toFixed(2)} ms, at best ${leastAnew.toFixed(2)} ms; first ever ${first.ms.toFixed(1)} ms`,
      baseline: `what has to be looked at, and nothing made of it: ${median(bare).toFixed(2)} ms, at best ${leastBare.toFixed(2)} ms`,
      budget: `≤ ${BUDGET_MS} ms`,
      met: readAnew <= BUDGET_MS,
    },
    {
      claim: 'beside nix-env --list-generations',
      figure: ratio(nixEnv.ms, sameAsNixEnv),
      baseline: `${nixEnv.ms.toFixed(1)} ms`,
      budget: `≥ ${NIX_ENV_RATIO} ×`,
      met: sameAsNixEnv && nixEnv.ms / readAgain >= NIX_ENV_RATIO,
    },
    {
      claim: 'beside the list path of nixos-rebuild-ng',
      figure: ratio(rebuildNg.ms, sameAsRebuildNg),
      baseline: `${rebuildNg.ms.toFixed(0)} ms`,
      budget: `≥ ${REBUILD_NG_RATIO} ×`,
      met: sameAsRebuildNg && rebuildNg.ms / readAgain >= REBUILD_NG_RATIO,
    },
  ];
}

/** The looks at the disk without which nobody can know all this: what this machine takes for them in Node. */
function looksAlone(profile: string): void {
  const scripts = new Set<string>();
  for (const name of readdirSync(dirname(profile))) {
    if (name === basename(profile)) continue;
    const link = join(dirname(profile), name);
    const toplevel = readlinkSync(link);
    lstatSync(link);
    readFileSync(`${toplevel}/boot.json`, 'utf8');
    const script = readlinkSync(`${toplevel}/sw/bin/nixos-version`);
    if (!scripts.has(script)) readFileSync(script, 'utf8');
    scripts.add(script);
  }
}

function environmentOf({ store, state, configuration }: NixPlaces, root: string): NodeJS.ProcessEnv {
  mkdirSync(configuration, { recursive: true });
  return {
    ...process.env,
    HOME: root,
    NIX_STORE_DIR: store,
    NIX_STATE_DIR: state,
    NIX_CONF_DIR: configuration,
    TZ: 'UTC',
  };
}

/** Its median time, and what it printed. */
function program(
  argv: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): { ms: number; output: string } {
  const [name, ...args] = argv;
  const runs = Array.from({ length: PROGRAM_RUNS }, () =>
    timed(() => spawnSync(name, args, { env, encoding: 'utf8', maxBuffer: 1e8 })),
  );
  const { stdout, stderr, status } = runs[0]!.value;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return { ms: median(runs.map(({ ms }) => ms)), output: stdout };
}

function parseNixEnv(output: string): object[] {
  return output
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [number, day, time, current] = line.trim().split(/\s+/);
      return { number: Number(number), date: `${day} ${time}`, current: current === '(current)' };
    });
}

function asRebuildNg(generation: SystemGeneration): object {
  return {
    generation: generation.number,
    date: dateOf(generation.madeAt),
    nixosVersion: generation.label,
    kernelVersion: generation.kernel,
    configurationRevision: generation.revision ?? null,
    specialisations: generation.specialisations,
    current: generation.current,
  };
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function timed<Value>(work: () => Value): { ms: number; value: Value } {
  const beganAt = performance.now();
  const value = work();
  return { ms: performance.now() - beganAt, value };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] as number;
}
