import type { Package } from '#catalogue/package.ts';
import type { Answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import type { SystemGeneration } from './read-system.ts';
import type { ManagedConfig, UndoRecord } from './records.ts';

/** What requests are planned against: all that is known of the system at one moment. */
export interface World {
  generations: readonly SystemGeneration[];
  current: SystemGeneration;
  config: ManagedConfig;
  undo: UndoRecord;
  newestRevision: number;
  /** The revision of nixpkgs that a generation was made from. */
  revisionOf(generation: SystemGeneration): number;
  byAttribute(attribute: string): Package | undefined;
  /** Attributes that a wrong one may have meant. */
  near(attribute: string): readonly string[];
  /** Names below the store that nothing needs. */
  garbage(): readonly { name: string; bytes: number }[];
}

/** Where a change leads, before anything is made: folded from its requests one after the other. */
export interface Change {
  /** The requests that have an effect. */
  requests: Request[];
  packages: Set<string>;
  revision: number;
  /** Set while the outcome is exactly a generation that exists. */
  existing?: SystemGeneration;
  /** Whether anything moves the profile. */
  moves: boolean;
  activation: 'switch' | 'boot' | 'test';
  undoes: boolean;
  garbage: readonly { name: string; bytes: number }[];
}

export function noChange(world: World): Change {
  return {
    requests: [],
    packages: new Set<string>(world.config.packages),
    revision: world.config.revision,
    moves: false,
    activation: 'switch',
    undoes: false,
    garbage: [],
  };
}

/** The change with one more request, or the answer that makes it needless or impossible. */
export function withRequest(change: Change, request: Request, world: World): Answer | undefined {
  switch (request.intent) {
    case 'install_package': {
      if (!world.byAttribute(request.package)) return noSuchPackage(request.package, world);
      if (change.packages.has(request.package)) return nothing('already-installed', request.package);
      return moved(change, request, () => change.packages.add(request.package));
    }
    case 'remove_package': {
      if (change.packages.has(request.package)) {
        return moved(change, request, () => change.packages.delete(request.package));
      }
      if (!world.byAttribute(request.package)) return noSuchPackage(request.package, world);
      return nothing('not-installed', request.package);
    }
    case 'update_system': {
      if (change.revision >= world.newestRevision) return nothing('up-to-date');
      const revision = world.newestRevision;
      return moved(change, request, () => Object.assign(change, { revision }));
    }
    case 'rollback':
      return withRollback(change, request, world);
    case 'edit_undo': {
      const last = world.undo.at(-1);
      const target = world.generations.find(({ number }) => number === last?.from);
      if (!target || last?.to !== world.current.number) return nothing('nothing-to-undo');
      change.undoes = true;
      return goneBack(change, request, target, world);
    }
    case 'rebuild': {
      if (isConfigApplied(world)) return nothing('up-to-date');
      const { packages, revision } = world.config;
      if (request.action === 'boot' || request.action === 'test') change.activation = request.action;
      return moved(change, request, () =>
        Object.assign(change, { packages: new Set<string>(packages), revision }),
      );
    }
    case 'collect_garbage': {
      const garbage = world.garbage();
      if (garbage.length === 0) return nothing('no-garbage');
      change.garbage = garbage;
      change.requests.push(request);
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Whether the managed configuration, which people may edit, is what runs. */
function isConfigApplied({ config, current }: World): boolean {
  return (
    config.packages.length === current.packages.length &&
    config.packages.every((name) => current.packages.includes(name))
  );
}

function withRollback(
  change: Change,
  request: Request & { intent: 'rollback' },
  world: World,
): Answer | undefined {
  const { generations, current } = world;
  const { target } = request;
  if (target.kind === 'number') {
    const found = generations.find(({ number }) => number === target.number);
    const [last, first] = [generations[0], generations.at(-1)];
    if (!found) {
      return {
        type: 'no-such-generation',
        number: target.number,
        first: first?.number ?? 0,
        last: last?.number ?? 0,
      };
    }
    if (found === current) return nothing('already-current', String(found.number));
    return goneBack(change, request, found, world);
  }
  const older = generations.filter(({ number }) => number < current.number);
  const found = older[target.kind === 'previous' ? 0 : target.count - 1];
  return found ? goneBack(change, request, found, world) : nothing('no-older-generation');
}

function goneBack(change: Change, request: Request, target: SystemGeneration, world: World): undefined {
  change.packages = new Set(target.packages);
  change.revision = world.revisionOf(target);
  change.existing = target;
  change.moves = true;
  change.requests.push(request);
}

function moved(change: Change, request: Request, move: () => unknown): undefined {
  move();
  delete change.existing;
  change.moves = true;
  change.requests.push(request);
}

function nothing(why: Extract<Answer, { type: 'nothing-to-do' }>['why'], subject?: string): Answer {
  return subject === undefined ? { type: 'nothing-to-do', why } : { type: 'nothing-to-do', why, subject };
}

export function noSuchPackage(attribute: string, world: Pick<World, 'near'>): Answer {
  return { type: 'no-such-package', attribute, near: world.near(attribute) };
}
