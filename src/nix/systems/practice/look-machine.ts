import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Answer, HealthFinding } from '../../answer.ts';
import { isConfigApplied } from '../../planning/change.ts';
import { compareSoftware } from '../../planning/compare-software.ts';
import { generationAt } from '../../planning/fold-requests.ts';
import { optionChanges } from '../../planning/option-changes.ts';
import { changeOf } from '../../planning/settings.ts';
import { stateOf } from '../../planning/units.ts';
import type { World } from '../../planning/world.ts';
import { providedBy } from '../../provided-by.ts';
import type { Request } from '../../request.ts';
import { findDamage } from './damage.ts';
import type { OpenedSystem } from './open-system.ts';
import { optimiseStore } from './optimise.ts';
import { prepare } from './plan-requests.ts';
import { serviceLog } from './service-log.ts';
import { claimedBytes, isInStore, unneededPaths } from './store.ts';

const DAY_MS = 86_400_000;
const DISK_BYTES = 256e9;
/** What is on the disk besides what the store says: the basic system and the files of people. */
const OTHER_BYTES = 81e9;
const NEARLY_FULL_BYTES = 10e9;
const MEMORY_BYTES = 16 * 1024 ** 3;
const PROVIDERS = 12;
const OLD_DAYS = 30;

/** Answers to what is asked less often; reads the disk where it has to. */
export function lookAtMachine(
  request: Request,
  system: OpenedSystem,
  catalogue: Catalogue,
  world: World,
): Answer | undefined {
  switch (request.intent) {
    case 'compare_generations':
      return comparison(request, world);
    case 'service_status': {
      const { service } = request;
      const since = sinceOf(service, system, world);
      return {
        type: 'service',
        service,
        state: stateOf(service, world.enabled, world.units),
        enabled: world.current.settings().services.includes(service),
        ...(since === undefined ? {} : { since }),
      };
    }
    case 'service_logs': {
      const { service } = request;
      const state = stateOf(service, world.enabled, world.units);
      const since = sinceOf(service, system, world);
      const description = world.settings.service(service)?.description ?? service;
      return {
        type: 'service-log',
        service,
        lines: since === undefined ? [] : serviceLog({ service, description, state, since, now: world.now }),
      };
    }
    case 'which_provides':
      return providedBy(
        request.program,
        providers(request.program, catalogue, world),
        new Set(world.current.packages),
      );
    case 'verify_store': {
      const { paths, damaged } = findDamage(system, world.byAttribute, world.now);
      return { type: 'verified', paths, damaged: damaged.map(({ what }) => what) };
    }
    case 'optimise_store':
      return { type: 'optimised', savedBytes: optimiseStore(system.layout, world.byAttribute) };
    case 'disk_usage':
      return { type: 'disk-usage', ...diskUsage(system, world), generations: world.generations.length };
    case 'check_updates': {
      const isHere = (path: string) => isInStore(system.layout, path);
      const preparation = prepare([{ intent: 'update_system' }], { world, damaged: [], isHere, pace: 1 });
      if (preparation.type === 'answer') return { type: 'updates', upgrades: [], downloadBytes: 0 };
      const { upgrades, downloadBytes } = preparation.prepared.plan.effects;
      return { type: 'updates', upgrades, downloadBytes };
    }
    case 'health_check':
      return { type: 'health', findings: findings(system, world) };
    case 'metrics':
      return metrics(system, world);
    default:
      return undefined;
  }
}

function comparison(
  request: Extract<Request, { intent: 'compare_generations' }>,
  world: World,
): Answer | undefined {
  const [from, to] = [generationAt(request.from, world), generationAt(request.to, world)];
  if (!from || !to) return undefined;
  const { adds, removes, upgrades } = compareSoftware(from.software, to.software);
  const [before, after] = [changeOf(from.settings()), changeOf(to.settings())];
  const options = optionChanges(before, after, new Set(), world);
  return {
    type: 'comparison',
    from: from.number,
    to: to.number,
    added: adds,
    removed: removes,
    upgraded: upgrades,
    ...(from.nixosVersion === to.nixosVersion ? {} : { nixosVersions: [from.nixosVersion, to.nixosVersion] }),
    ...(from.kernel === to.kernel ? {} : { kernels: [from.kernel, to.kernel] }),
    servicesAdded: [...after.services].filter((unit) => !before.services.has(unit)).sort(),
    servicesRemoved: [...before.services].filter((unit) => !after.services.has(unit)).sort(),
    ...(options.length > 0 ? { options } : {}),
  };
}

/** Since when a service is as it is; what runs since the machine was started, since then. */
function sinceOf(unit: string, { marker }: OpenedSystem, { units, enabled }: World): number | undefined {
  const known = Object.entries(units).find(([name]) => name === unit)?.[1];
  return known?.since ?? (enabled.has(unit) ? marker.madeAt : undefined);
}

/** Packages with that command: those for which it is the main one first, then in the order of the catalogue. */
function providers(program: string, { packages }: Catalogue, { current }: World) {
  const found = packages.all().filter(({ programs }) => programs.includes(program));
  const rank = ({ attribute, programs }: (typeof found)[number]) =>
    (current.packages.includes(attribute) ? 0 : 2) + (programs[0] === program ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, PROVIDERS);
}

function diskUsage({ layout }: OpenedSystem, world: World) {
  const bytesOf = (name: string) => claimedBytes(layout, name, world.byAttribute);
  const storeBytes = unneededPaths(layout, new Set()).reduce((sum, name) => sum + bytesOf(name), 0);
  const deadBytes = world.garbage().reduce((sum, { bytes }) => sum + bytes, 0);
  return { totalBytes: DISK_BYTES, freeBytes: DISK_BYTES - OTHER_BYTES - storeBytes, storeBytes, deadBytes };
}

/** Worst first. */
function findings(system: OpenedSystem, world: World): HealthFinding[] {
  const found: HealthFinding[] = [];
  for (const [service, { state }] of Object.entries(world.units))
    if (state === 'failed') found.push({ what: 'failed-service', service });
  const count = findDamage(system, world.byAttribute, world.now).damaged.length;
  if (count > 0) found.push({ what: 'damaged-paths', count });
  const { freeBytes, deadBytes } = diskUsage(system, world);
  if (freeBytes < NEARLY_FULL_BYTES) found.push({ what: 'disk-nearly-full', freeBytes, deadBytes });
  if (!isConfigApplied(world)) found.push({ what: 'not-applied' });
  const booted = world.generations.find(({ number }) => world.booted.has(number));
  if (booted && booted.kernel !== world.current.kernel) found.push({ what: 'needs-restart' });
  const days = Math.floor((world.now - releasedAt(world)) / DAY_MS);
  if (days > OLD_DAYS) found.push({ what: 'old-system', days });
  return found;
}

/** The day of the nixpkgs that the system was made from: `25.11.20251114.3f2a9c1`. */
function releasedAt({ current, now }: World): number {
  const [, year, month, day] = /\.(\d{4})(\d{2})(\d{2})\./.exec(current.nixosVersion) ?? [];
  return year === undefined ? now : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** Numbers that wander about as those of a machine with little to do. */
function metrics({ marker }: OpenedSystem, { now }: World): Answer {
  const wave = (periodMs: number, phase: number) => Math.sin((2 * Math.PI * now) / periodMs + phase);
  const processorPercent = 9 + 5 * wave(47_000, 0) + 3 * wave(7300, 1);
  return {
    type: 'metrics',
    processorPercent: Math.round(processorPercent),
    memoryUsedBytes: Math.round(MEMORY_BYTES * (0.36 + 0.05 * wave(613_000, 2))),
    memoryTotalBytes: MEMORY_BYTES,
    uptimeMs: Math.max(0, now - marker.madeAt),
    celsius: Math.round(46 + 4 * wave(211_000, 3) + processorPercent / 5),
  };
}
