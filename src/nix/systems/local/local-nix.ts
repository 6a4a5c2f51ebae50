import { readdirSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InternalError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { removeOfTheDead } from '../../configuration/temporary-folder.ts';
import { openDaemon } from '../../daemon/open-daemon.ts';
import { offlineSettings } from '../../daemon/settings.ts';
import { evaluationCache } from '../../evaluation/evaluation-cache.ts';
import { evaluator } from '../../evaluation/evaluator.ts';
import type { Nix, NixOptions } from '../../nix.ts';
import { daemonSocket } from '../../places.ts';
import { makesLoss } from '../../planning/what-changes.ts';
import { readOwnProfile } from '../../profiles/own-profile.ts';
import { openExperience } from '../../rebuild/experience.ts';
import { unitReader } from '../../services/read-units.ts';
import { diskSpace } from '../../store/disk-space.ts';
import { storeDatabase } from '../../store/store-database.ts';
import type { NixDependencies } from '../index.ts';
import { nixWithRestart } from '../restarting.ts';
import { tryFolder } from '../try-folder.ts';
import { openHitRates, uncounted } from './hit-rates.ts';
import { type LocalSystem, shadowsOf } from './local-system.ts';
import { localWork } from './local-work.ts';
import { publicGeneration } from './look.ts';
import { localMachine } from './machine.ts';
import { bridgeOf } from './over-bridge.ts';
import { providersOf } from './provides.ts';
import { localReader } from './read-local.ts';
import { readingAhead } from './reading-ahead.ts';
import { localFiles } from './records.ts';
import { clearLeftOver, isLeftBehind, settledByHelper, settlePending } from './settle.ts';

type LocalOptions = Extract<NixOptions, { kind: 'local' }>;

/** The NixOS of this machine, or one in a place of its own. Throws `NixError` when there is none to read. */
export async function localNix(options: LocalOptions, dependencies: NixDependencies): Promise<Nix> {
  const system = openLocal(options, dependencies);
  const settled = await settleIfFree(system);
  const work = localWork(system);
  const ahead = dependencies.local?.readsAhead ? readingAhead(system) : undefined;
  ahead?.begin();
  const nix: Nix = {
    system: 'local',
    ...(settled !== undefined && { repairs: [settled] }),

    async facts() {
      const { generations, current } = system.read();
      const own = readOwnProfile(system.environment, system.places);
      return {
        installed: [...new Set([...current.packages, ...own.packages.map(({ attribute }) => attribute)])],
        generations: generations.map(publicGeneration),
        current: current.number,
      };
    },

    async plan(requests, signal) {
      // What is evaluated between the question and the yes would be garbage as well, of which the question did not speak.
      if (requests.some(makesLoss)) await ahead?.end();
      return work.plan(requests, signal);
    },

    async *run(plan, signal) {
      for await (const news of work.run(plan, signal)) {
        yield news;
        if (news.type === 'done') ahead?.begin();
      }
    },

    async [Symbol.asyncDispose]() {
      await ahead?.[Symbol.asyncDispose]();
      system.hits.keep();
      await system.bridge?.[Symbol.asyncDispose]();
    },
  };
  return nixWithRestart(nix, localMachine(system));
}

function openLocal(options: LocalOptions, dependencies: NixDependencies): LocalSystem {
  const { clock, local, packages, settings, topics, tries } = dependencies;
  if (!local) throw new InternalError('a real system was opened without what it needs');
  const { places } = options;
  const database = storeDatabase(places);
  const { offline = false } = local;
  const reached = { socket: daemonSocket(places), storeDir: places.store, clock };
  const daemon = openDaemon(offline ? { ...reached, settings: offlineSettings() } : reached);
  const files = localFiles(local.state);
  const put = tryFolder(tries);
  const readCounted = localReader(places, database, settings);
  const rates = openHitRates(files.hits);
  // Who asks a single thing finds nothing kept: that tells nothing.
  const hits = local.readsAhead ? rates : uncounted(rates);
  const read = (counting = hits) => readCounted(counting);
  return {
    places,
    files,
    cache: local.cache,
    environment: local.environment,
    catalogue: { packages, settings, topics },
    clock,
    database,
    daemon,
    evaluator: evaluator(places, local.environment),
    evaluations: evaluationCache(places),
    knownMissing: new Map(),
    seen: {},
    units: unitReader(places, options.systemctl),
    programs: { journalctl: options.journalctl },
    privileged: local.privileged,
    offline,
    hostName: options.host ?? hostname(),
    bridge: bridgeOf(options, local.environment),
    experience: openExperience(files.durations),
    hits,
    read,
    provides: (program, signal) => providersOf(program, packages, read(), local.environment, signal),
    async putOnPath(output, signal) {
      // Held for as long as this process lives.
      await daemon.holdPaths([output], signal);
      return put((folder) => linkPrograms(`${output}/bin`, folder));
    },
    keepsTries: tries?.keep === true,
    freeBytes: () => diskSpace(places.store).freeBytes,
  };
}

function linkPrograms(bin: string, folder: string): void {
  for (const name of readdirSync(bin)) symlinkSync(join(bin, name), join(folder, name));
}

/** What became of what a process that was killed left behind; nothing while another one is at work. */
async function settleIfFree(system: LocalSystem): Promise<string | undefined> {
  await removeOfTheDead(shadowsOf(system));
  if (!isLeftBehind(system)) return undefined;
  const lock = takeLock(system.files.lock);
  if ('heldBy' in lock) return undefined;
  using _held = lock;
  clearLeftOver(system);
  const { signal } = new AbortController();
  await settledByHelper(system, signal);
  return (await settlePending(system, signal))?.said;
}
