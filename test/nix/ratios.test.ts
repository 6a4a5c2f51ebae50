import { readlinkSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { switchProfile } from '#helper/switch-profile.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { daemonSocket, systemProfile } from '#nix/places.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import { isDerivation } from '#nix/store-path.ts';
import { helperSettings } from '../helper/helper-process.ts';
import { miniSystem } from './mini-system.ts';

/** Half of what was measured: both sides are on the same machine at the same time, so that load hardly matters. */
const LEAST = { generations: 10, daemon: 100, database: 240, move: 1.5 };
const GENERATIONS = 200;
const RUNS = 7;
const LOOKS = 300;

test('reading, and moving the profile, is as many times faster than the programs of Nix as it was', {
  timeout: 60_000,
}, async () => {
  await using mini = await miniSystem();
  const { places, run } = mini;
  await using daemon = openDaemon({ socket: daemonSocket(places), storeDir: places.store });
  using database = storeDatabase(places);
  const { signal } = new AbortController();
  const path = (await daemon.allValidPaths(signal)).find((one) => !isDerivation(one));
  if (!path) throw new Error('an empty store');

  const profile = systemProfile(places);
  const toplevel = readlinkSync(`${profile}-3-link`);
  for (let number = 4; number <= GENERATIONS; number++) symlinkSync(toplevel, `${profile}-${number}-link`);
  const known = new Map();
  const own = {
    generations: await median(LOOKS, () => readGenerations(places, known)),
    daemon: await median(LOOKS, () => daemon.pathInfo(path, signal)),
    database: await median(LOOKS, () => database.read((store) => store.info(path))),
  };
  const nixEnv = await median(RUNS, () => run('nix-env', '-p', profile, '--list-generations'));
  const settings = helperSettings(mini);
  const move = await median(RUNS, (round) =>
    switchProfile({ generation: 1 + (round % 2), waitS: 9 }, settings, signal),
  );
  const nixMove = await median(RUNS, (round) =>
    run('nix-env', '-p', profile, '--switch-generation', `${1 + (round % 2)}`),
  );
  const pathInfo = await median(RUNS, () => run('nix', '--store', 'daemon', 'path-info', '--json', path));

  expect(nixEnv / own.generations).toBeGreaterThan(LEAST.generations);
  expect(pathInfo / own.daemon).toBeGreaterThan(LEAST.daemon);
  expect(pathInfo / own.database).toBeGreaterThan(LEAST.database);
  expect(nixMove / move).toBeGreaterThan(LEAST.move);
});

async function median(count: number, work: (round: number) => unknown): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const beganAt = performance.now();
    await work(index);
    times.push(performance.now() - beganAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(count / 2)] as number;
}
