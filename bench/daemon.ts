import { isDeepStrictEqual } from 'node:util';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { daemonSocket } from '#nix/places.ts';
import { isDerivation, type StorePath } from '#nix/store-path.ts';
import { type MiniSystem, miniSystem } from '../test/nix/mini-system.ts';
import type { Row } from './row.ts';

const QUERIES = 2000;
const PROCESSES = 15;
const BUDGET_MS = 0.2;
const BUDGET_RATIO = 50;

/** What is known of a path: over a kept connection to the daemon, beside a `nix path-info` that asks the same one. */
export async function run(): Promise<Row[]> {
  await using mini = await miniSystem();
  await using daemon = openDaemon({ socket: daemonSocket(mini.places), storeDir: mini.places.store });
  const { signal } = new AbortController();
  // Asked about a derivation, the program tells of what it builds.
  const paths = (await daemon.allValidPaths(signal)).filter((path) => !isDerivation(path));
  const nth = (index: number) => paths[index % paths.length] as StorePath;

  const queries: number[] = [];
  for (let index = 0; index < QUERIES; index++)
    queries.push(await msOf(() => daemon.pathInfo(nth(index), signal)));
  const processes: number[] = [];
  for (let index = 0; index < PROCESSES; index++) {
    const path = nth(index);
    let told: unknown;
    processes.push(
      await msOf(async () => {
        told = await toldByProgram(mini, path);
      }),
    );
    const info = await daemon.pathInfo(path, signal);
    if (!isDeepStrictEqual(told, { bytes: info?.narBytes, references: info?.references.toSorted() }))
      throw new Error(`the daemon and nix path-info do not agree on ${path}`);
  }

  const query = median(queries);
  const process = median(processes);
  const ratio = process / query;
  return [
    {
      claim: 'store query on a kept connection',
      figure: `${query.toFixed(3)} ms`,
      baseline: `nix path-info: ${process.toFixed(1)} ms, ratio ${ratio.toFixed(0)}`,
      budget: `≤ ${BUDGET_MS} ms, ≥ ${BUDGET_RATIO} ×`,
      met: query <= BUDGET_MS && ratio >= BUDGET_RATIO,
    },
  ];
}

async function toldByProgram(mini: MiniSystem, path: StorePath): Promise<unknown> {
  const { stdout } = await mini.run('nix', '--store', 'daemon', 'path-info', '--json', path);
  const parsed: object = JSON.parse(stdout);
  const [listed] = Array.isArray(parsed) ? parsed : Object.values(parsed);
  return { bytes: listed.narSize, references: listed.references.toSorted() };
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
