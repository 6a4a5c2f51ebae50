import { createHash } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { InternalError } from '#base/errors.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import type { Answer, Progress } from '../answer.ts';
import type { Generation } from '../generation.ts';
import type { Nix, NixFacts } from '../nix.ts';
import type { Plan, Planned } from '../plan.ts';
import { type GenerationRef, highestRisk, type Request } from '../request.ts';
import { fitting, type Profile, pinned } from '../which-generation.ts';

/** The world of a rehearsal: what a dialogue file gives, and a believable rest. */
export interface RehearsedWorld {
  installed: readonly string[];
  /** What a search of this turn finds, in the order read out. */
  results?: readonly string[];
  generations: readonly number[];
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

function factsOf({ installed, generations, current }: RehearsedWorld, now: number): NixFacts {
  const last = Math.max(current, ...generations);
  return {
    installed,
    current,
    generations: generations.map(
      (number): Generation => ({
        number,
        madeAt: now - (last - number + 1) * DAY_MS,
        nixosVersion: '25.11',
        kernel: '6.12',
        current: number === current,
        packages: installed,
      }),
    ),
  };
}

function planned(requests: readonly Request[], world: RehearsedWorld, now: number): Planned {
  const { current } = world;
  const named = (intent: Request['intent']) =>
    requests.flatMap((request) =>
      request.intent === intent && 'package' in request ? [request.package] : [],
    );
  const risk = highestRisk(requests);
  const to = targetOf(requests, world, now);
  const plan: Omit<Plan, 'hash'> = {
    system: 'practice',
    requests,
    risk,
    effects: {
      adds: named('install_package'),
      removes: named('remove_package'),
      upgrades: [],
      downloadBytes: 0,
      builds: 0,
      ...(risk === 'look' ? {} : { from: { number: current, madeAt: 0 }, to: { number: to } }),
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

/** Whatever is said of a generation, there is one. */
function targetOf(requests: readonly Request[], world: RehearsedWorld, now: number): number {
  const { current } = world;
  const request = requests.find(({ intent }) => intent === 'rollback');
  if (request?.intent !== 'rollback') return current + 1;
  const { target } = request;
  if (target.kind === 'number') return target.number;
  const profile = profileOf(world, now);
  const meant = target.kind === 'description' ? [] : fitting(target, profile);
  const others = meant.filter(({ number }) => number !== current);
  const [found = fitting({ kind: 'previous' }, profile)[0]] = others;
  return found?.number ?? Math.max(1, current - 1);
}

/** Newest first. */
function profileOf(world: RehearsedWorld, now: number): Profile {
  const { generations } = factsOf(world, now);
  return {
    generations: [...generations].sort((a, b) => b.number - a.number),
    current: { number: world.current },
    now,
  };
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

function endsOf(
  request: Extract<Request, { intent: 'compare_generations' }>,
  world: RehearsedWorld,
  now: number,
): { from: number; to: number } {
  const known = pinned(request, profileOf(world, now));
  const { from, to } =
    known.type === 'request' && known.request.intent === 'compare_generations' ? known.request : request;
  const number = (ref: GenerationRef) =>
    ref.kind === 'number' ? ref.number : ref.kind === 'current' ? world.current : world.current - 1;
  return { from: number(from), to: number(to) };
}

function unknownPackage(attribute: string): Package {
  const nothing = { version: '1', description: 'a package', programs: [], spoken: [], keywords: [] };
  return { attribute, ...nothing, downloadBytes: 0, diskBytes: 0 };
}
