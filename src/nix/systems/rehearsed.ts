import { createHash } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { InternalError } from '#base/errors.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import type { Answer, Progress } from '../answer.ts';
import type { Nix } from '../nix.ts';
import type { Plan, Planned } from '../plan.ts';
import { highestRisk, type Request } from '../request.ts';
import { deletionIn, endsOf, factsOf, isThere, noSuchGeneration, targetOf } from './rehearsed-generations.ts';

/** The world of a rehearsal: what a dialogue file gives, and a believable rest. */
export interface RehearsedWorld {
  installed: readonly string[];
  /** What a search of this turn finds, in the order read out. */
  results?: readonly string[];
  generations: readonly number[];
  /** The dialogue file tells which generations there are: there are no others. */
  isGiven?: boolean;
  current: number;
}

const DAY_MS = 86_400_000;
/** How long every rehearsed change takes. */
const JOB_MS = 40_000;

/** A system on which everything asked for is possible and nothing happens. */
export function rehearsedNix(world: () => RehearsedWorld, packages: PackageIndex, clock: Clock): Nix {
  return {
    system: 'practice',
    facts: async () => factsOf(world(), clock.now()),
    plan: async (requests) => planned(requests, world(), clock.now()),
    run: (plan, signal) => carriedOut(plan, world(), packages, clock, signal),
  };
}

function planned(requests: readonly Request[], world: RehearsedWorld, now: number): Planned {
  const { current } = world;
  const named = (intent: Request['intent']) =>
    requests.flatMap((request) =>
      request.intent === intent && 'package' in request ? [request.package] : [],
    );
  const refused = refusalOf(requests, world);
  if (refused) return { type: 'answer', answer: refused };
  const deletes = deletionIn(requests, world);
  const risk = highestRisk(requests);
  const isForOne = requests.every((request) => 'scope' in request && request.scope);
  const to = targetOf(requests, world, now);
  const plan: Omit<Plan, 'hash'> = {
    system: 'practice',
    requests,
    risk,
    effects: {
      adds: named('install_package'),
      removes: named('remove_package'),
      upgrades: [],
      ...(Array.isArray(deletes) && deletes.length > 0 ? { deletes } : {}),
      downloadBytes: 0,
      builds: 0,
      ...(risk === 'look' || isForOne ? {} : { from: { number: current, madeAt: 0 }, to }),
      estimateMs: risk === 'look' ? 0 : JOB_MS,
      goesOnline: false,
      undoable: risk !== 'irreversible',
      ...(risk === 'irreversible' ? { loses: { paths: 1, bytes: 1_000_000 } } : {}),
    },
  };
  return {
    type: 'plan',
    plan: { ...plan, hash: createHash('sha256').update(JSON.stringify(plan)).digest('hex') },
  };
}

/** What no plan can be made for: generations that are in use or not there. */
function refusalOf(requests: readonly Request[], world: RehearsedWorld): Answer | undefined {
  const deletion = deletionIn(requests, world);
  if ('type' in deletion) return deletion;
  for (const request of requests) {
    if (request.intent !== 'rollback' || request.target.kind !== 'number') continue;
    if (!isThere(request.target.number, world)) return noSuchGeneration(request.target.number, world);
  }
  return undefined;
}

async function* carriedOut(
  plan: Plan,
  world: RehearsedWorld,
  packages: PackageIndex,
  clock: Clock,
  signal: AbortSignal,
): AsyncIterable<Progress | Answer> {
  if (plan.risk === 'look') {
    for (const request of plan.requests) yield answerTo(request, world, packages, clock.now());
    return;
  }
  yield { type: 'progress', phase: 'building', done: 0, total: 1, remainingMs: JOB_MS };
  try {
    await clock.sleep(JOB_MS, signal);
  } catch {
    yield { type: 'cancelled', restored: true };
    return;
  }
  const generation = plan.effects.to?.number;
  yield {
    type: 'done',
    requests: plan.requests,
    ...(generation === undefined ? {} : { generation, previous: world.current }),
  };
}

function answerTo(request: Request, world: RehearsedWorld, packages: PackageIndex, now: number): Answer {
  const found = (attribute: string): Package => packages.byAttribute(attribute) ?? unknownPackage(attribute);
  switch (request.intent) {
    case 'search_packages': {
      const hits =
        world.results?.map(found) ?? packages.search(request.query, 9).map((match) => match.package);
      return { type: 'found', query: request.query, packages: hits };
    }
    case 'package_info':
      return {
        type: 'info',
        package: found(request.package),
        installed: world.installed.includes(request.package),
      };
    case 'try_package':
      return { type: 'tried', package: found(request.package), folder: 'a temporary folder' };
    case 'list_installed':
      return { type: 'installed', packages: world.installed.map(found) };
    case 'list_generations':
      return { type: 'generations', generations: factsOf(world, now).generations };
    case 'rebuild':
      return { type: 'built', action: request.action, adds: [], removes: [] };
    case 'system_info':
      return {
        type: 'system',
        nixosVersion: '25.11',
        kernel: '6.12',
        hostName: 'rehearsal',
        generation: world.current,
        memoryBytes: 16_000_000_000,
        processor: 'a processor',
        packages: world.installed.length,
      };
    case 'compare_generations':
      return { ...NO_DIFFERENCE, ...endsOf(request, world, now) };
    case 'service_status':
      return { type: 'service', service: request.service, state: 'running', enabled: true };
    case 'service_logs':
      return { type: 'service-log', service: request.service, lines: [] };
    case 'which_provides':
      return { type: 'provides', program: request.program, packages: [] };
    case 'optimise_store':
      return { type: 'optimised', savedBytes: 0 };
    case 'verify_store':
      return { type: 'verified', paths: 1000, damaged: [] };
    case 'disk_usage':
      return {
        type: 'disk-usage',
        totalBytes: 500e9,
        freeBytes: 100e9,
        storeBytes: 50e9,
        deadBytes: 5e9,
        generations: world.generations.length,
      };
    case 'check_updates':
      return { type: 'updates', upgrades: [], downloadBytes: 0 };
    case 'health_check':
      return { type: 'health', findings: [] };
    case 'metrics':
      return {
        type: 'metrics',
        processorPercent: 10,
        memoryUsedBytes: 4e9,
        memoryTotalBytes: 16e9,
        uptimeMs: DAY_MS,
      };
    case 'delete_generations':
    case 'service_start':
    case 'service_stop':
    case 'service_restart':
    case 'service_enable':
    case 'service_disable':
    case 'set_option':
    case 'repair_system':
    case 'get_model':
    case 'use_system':
    case 'restart_machine':
    case 'install_package':
    case 'remove_package':
    case 'update_system':
    case 'rollback':
    case 'collect_garbage':
    case 'edit_undo':
      throw new InternalError(`${request.intent} is no look`);
  }
}

const NO_DIFFERENCE = {
  type: 'comparison',
  added: [],
  removed: [],
  upgraded: [],
  servicesAdded: [],
  servicesRemoved: [],
} as const;

function unknownPackage(attribute: string): Package {
  const nothing = { version: '1', description: 'a package', programs: [], spoken: [], keywords: [] };
  return { attribute, ...nothing, downloadBytes: 0, diskBytes: 0 };
}
