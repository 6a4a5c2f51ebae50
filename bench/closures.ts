/** Questions about closures in a store of 50 000 paths, beside the plain way to ask them and beside Nix where it can be. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual, stripVTControlCharacters } from 'node:util';
import type { NixPlaces } from '#nix/places.ts';
import { type ClosureDifference, compareClosures } from '#nix/store/compare-closures.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import type { PathInfo, StoreQueries } from '#nix/store/store-queries.ts';
import { emptyPlaces } from '../test/nix/profiles/many-generations.ts';
import { type ManyPaths, writeManyPaths } from '../test/nix/store/many-paths.ts';
import type { Row } from './row.ts';

const GROUPS = 25;
const RUNS = 15;
const QUERIES = 2000;
const DIFFERENCE_MS = 15;
const QUERY_MS = 0.2;
const PATH_INFO_RATIO = 50;
const NIX = 'nix';
const NIX_RUNS = 5;

export async function run(): Promise<Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const places = emptyPlaces(root);
    const many = writeManyPaths(places, GROUPS);
    const nix = nixOn(places, many, root);
    return [differenceRow(places, many, nix), ...queryRows(places, many, nix)];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function differenceRow(places: NixPlaces, many: ManyPaths, runNix: RunNix): Row {
  const plain = Array.from({ length: RUNS }, () => plainly(places, many));
  const opened = Array.from({ length: RUNS }, () => {
    using store = storeDatabase(places);
    return timed(() => read(store.read((asked) => compareClosures(asked, many.from, many.to))));
  });
  using store = storeDatabase(places);
  const again = Array.from({ length: RUNS }, () =>
    timed(() => read(store.read((asked) => compareClosures(asked, many.from, many.to)))),
  );
  const difference = opened[0]!.value as ClosureDifference;
  const ms = median(opened.map((run) => run.ms));
  const plainMs = median(plain.map((run) => run.ms));
  const nix = runNix('store', 'diff-closures', many.from, many.to);
  const same = isDeepStrictEqual(plain[0]!.value, bothPaths(store.read.bind(store), many));
  const sameAsNix = isDeepStrictEqual(linesOf(nix.output), asLines(difference));
  const times = (baseline: number) => `${baseline.toFixed(0)} ms (${(baseline / ms).toFixed(1)} ×)`;
  const best = Math.min(...opened.map((run) => run.ms));
  return {
    claim: `closures of 2000 paths compared, of ${many.references} references`,
    figure: `${ms.toFixed(1)} ms, at best ${best.toFixed(1)} ms, kept open ${median(again.map((run) => run.ms)).toFixed(1)} ms; ${same && sameAsNix ? 'results equal' : 'RESULTS DIFFER'}`,
    baseline: `nix store diff-closures ${times(nix.ms)}, two recursive queries ${times(plainMs)}`,
    budget: `≤ ${DIFFERENCE_MS} ms`,
    met: ms <= DIFFERENCE_MS && same && sameAsNix,
  };
}

const CLOSURE = `with recursive closure(id) as (
  select id from ValidPaths where path = ? union select reference from Refs join closure on referrer = closure.id
) select path from ValidPaths where id in closure`;

/** Only what both closures are; to compare them by packages would come on top. */
function plainly({ state }: NixPlaces, { from, to }: ManyPaths): { ms: number; value: string[][] } {
  return timed(() => {
    using database = new DatabaseSync(join(state, 'db/db.sqlite'), { readOnly: true });
    const closure = database.prepare(CLOSURE);
    return [from, to].map((path) =>
      closure
        .all(path)
        .map((row) => String(row.path))
        .sort(),
    );
  });
}

function bothPaths(ask: ReturnType<typeof storeDatabase>['read'], { from, to }: ManyPaths): string[][] {
  return [from, to].map((path) =>
    read(ask((asked) => asked.closure(path)))
      .map((found) => found.path)
      .sort(),
  );
}

type RunNix = (...args: string[]) => { ms: number; output: string };

/** Runs Nix on this store, which it believes when the two paths are there: its median time, and what it printed. */
function nixOn({ store, state, configuration }: NixPlaces, { from, to }: ManyPaths, root: string): RunNix {
  for (const path of [from, to, configuration]) mkdirSync(path, { recursive: true });
  writeFileSync(
    join(configuration, 'nix.conf'),
    'experimental-features = nix-command\nbuild-users-group =\n',
  );
  const env = {
    ...process.env,
    HOME: root,
    NIX_REMOTE: 'local',
    NIX_STORE_DIR: store,
    NIX_STATE_DIR: state,
    NIX_CONF_DIR: configuration,
  };
  return (...args) => {
    const runs = Array.from({ length: NIX_RUNS }, () =>
      timed(() => spawnSync(NIX, args, { env, encoding: 'utf8' })),
    );
    const { status, stdout, stderr } = runs[0]!.value;
    if (status !== 0) throw new Error(`nix ${args[0]} ended with ${status}: ${stderr}`);
    return { ms: median(runs.map((run) => run.ms)), output: stripVTControlCharacters(stdout) };
  };
}

/** What `nix store diff-closures` printed, of packages only. */
function linesOf(output: string): string[] {
  return output.trim().split('\n').map(withoutSize).filter(isOfPackages).sort();
}

/** `vim: 9.0 → 9.1, +3.2 KiB` says by how much it grew, which we tell for the whole. */
function withoutSize(line: string): string {
  return line.replace(/, [+-][\d.]+ [KMG]iB$/, '');
}

/** Neither the system itself nor what only has another size. */
function isOfPackages(line: string): boolean {
  return line.includes('→') && !line.startsWith('nixos-system-');
}

function asLines({ added, removed, changed }: ClosureDifference): string[] {
  return [
    ...added.map(({ pname, versions }) => `${pname}: ∅ → ${versions.join(', ')}`),
    ...removed.map(({ pname, versions }) => `${pname}: ${versions.join(', ')} → ∅`),
    ...changed.map(({ pname, from, to }) => `${pname}: ${from.join(', ')} → ${to.join(', ')}`),
  ].sort();
}

function queryRows(places: NixPlaces, { from }: ManyPaths, runNix: RunNix): Row[] {
  const nix = runNix('path-info', '--json', from);
  using store = storeDatabase(places);
  const timeOf = (work: (asked: StoreQueries) => unknown, runs: number) =>
    median(Array.from({ length: runs }, () => timed(() => read(store.read(work))).ms));
  const row = (
    claim: string,
    work: (asked: StoreQueries) => unknown,
    runs: number,
    budgetMs?: number,
  ): Row => {
    const ms = timeOf(work, runs);
    return {
      claim,
      figure: `${ms.toFixed(3)} ms`,
      ...(budgetMs !== undefined && { budget: `≤ ${budgetMs} ms` }),
      met: budgetMs === undefined || ms <= budgetMs,
    };
  };
  return [
    row('is a path valid', (asked) => asked.isValid(from), QUERIES, QUERY_MS),
    pathInfoRow(
      nix,
      timeOf((asked) => [asked.info(from), asked.references(from)], QUERIES),
      read(store.read((asked) => ({ info: asked.info(from), references: asked.references(from) }))),
    ),
    row('size of a closure of 2000 paths', (asked) => asked.closureSize(from), RUNS),
    row('size of the whole store', (asked) => asked.size(), RUNS),
  ];
}

function pathInfoRow(
  nix: ReturnType<RunNix>,
  ms: number,
  { info, references }: { info: PathInfo | undefined; references: readonly string[] },
): Row {
  const [told] = JSON.parse(nix.output);
  const same =
    told.path === info?.path &&
    told.narSize === info?.bytes &&
    told.registrationTime === info?.registeredAt &&
    isDeepStrictEqual(told.references.toSorted(), references);
  const ratio = nix.ms / ms;
  return {
    claim: 'what is registered of a path, with its references',
    figure: `${ms.toFixed(3)} ms, ${ratio.toFixed(0)} ×; ${same ? 'results equal' : 'RESULTS DIFFER'}`,
    baseline: `nix path-info ${nix.ms.toFixed(0)} ms`,
    budget: `≤ ${QUERY_MS} ms, ≥ ${PATH_INFO_RATIO} ×`,
    met: same && ms <= QUERY_MS && ratio >= PATH_INFO_RATIO,
  };
}

function read<Value>(outcome: { type: 'read'; value: Value } | { type: 'refused'; detail: string }): Value {
  if (outcome.type === 'refused') throw new Error(outcome.detail);
  return outcome.value;
}

function timed<Value>(work: () => Value): { ms: number; value: Value } {
  const beganAt = performance.now();
  const value = work();
  return { ms: performance.now() - beganAt, value };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] as number;
}
