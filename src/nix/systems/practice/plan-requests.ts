import type { Answer } from '../../answer.ts';
import type { Plan, PlanEffects, Planned } from '../../plan.ts';
import { highestRisk, type Request, riskOf } from '../../request.ts';
import { type Change, noChange, noSuchPackage, type World, withRequest } from './change.ts';
import { clamp, estimateMs } from './estimate.ts';
import { planHash } from './plan-hash.ts';
import type { Software } from './records.ts';
import { packagePath, softwareEntry } from './store.ts';

/** A plan with what carrying it out needs. */
export interface Prepared {
  plan: Plan;
  change: Change;
  /** What will be installed. */
  software: Software;
}

export type Preparation = { type: 'prepared'; prepared: Prepared } | Extract<Planned, { type: 'answer' }>;

/** Tries of more than this ask first. */
const LARGE_TRY_BYTES = 200_000_000;

/**
 * What `requests` do together. The same requests on the same state give the same hash in every process.
 * A needless part is left out; when nothing is left, or a part cannot be, that is the answer.
 */
export function prepare(
  requests: readonly Request[],
  world: World,
  isHere: (path: string) => boolean,
  pace: number,
): Preparation {
  const change = noChange(world);
  let needless: Answer | undefined;
  const wanted: Request[] = [];
  for (const request of requests) {
    const answer = changes(request) ? withRequest(change, request, world) : lookProblem(request, world);
    if (answer?.type === 'nothing-to-do') needless ??= answer;
    else if (answer) return { type: 'answer', answer };
    else wanted.push(request);
  }
  if (wanted.length === 0 && needless) return { type: 'answer', answer: needless };
  const software = softwareOf(change, world);
  if (!Array.isArray(software)) return { type: 'answer', answer: software };

  const effects = effectsOf({ change, software, wanted, world, isHere, pace });
  const risk =
    wanted.some((request) => request.intent === 'try_package') && effects.downloadBytes > LARGE_TRY_BYTES;
  const base = {
    current: world.current.number,
    toplevel: world.current.toplevel,
    target: change.existing?.toplevel,
    config: world.config,
    garbage: change.garbage,
  };
  const plan: Plan = {
    hash: planHash({ requests: wanted, effects, base }),
    system: 'practice',
    requests: wanted,
    risk: risk && highestRisk(wanted) === 'look' ? 'change' : highestRisk(wanted),
    effects,
  };
  return { type: 'prepared', prepared: { plan, change, software } };
}

/** A rebuild that only looks is planned like a change, to say what it would do, and then not made. */
export function changes(request: Request): boolean {
  return riskOf(request) !== 'look' || request.intent === 'rebuild';
}

export function isBuildOnly(request: Request): boolean {
  return request.intent === 'rebuild' && riskOf(request) === 'look';
}

function lookProblem(request: Request, world: World): Answer | undefined {
  const named = request.intent === 'package_info' || request.intent === 'try_package';
  return named && !world.byAttribute(request.package) ? noSuchPackage(request.package, world) : undefined;
}

/** What the catalogue no longer has stays as it is installed; what nobody ever had is an answer. */
function softwareOf(change: Change, world: World): Software | Answer {
  if (change.existing) return change.existing.software;
  const software: Software = [];
  for (const attribute of [...change.packages].sort()) {
    const found = world.byAttribute(attribute);
    const kept = world.current.software.find((entry) => entry.attribute === attribute);
    if (found) software.push(softwareEntry(found, change.revision));
    else if (kept) software.push(kept);
    else return noSuchPackage(attribute, world);
  }
  return software;
}

interface Planning {
  change: Change;
  software: Software;
  wanted: readonly Request[];
  world: World;
  isHere: (path: string) => boolean;
  pace: number;
}

function effectsOf({ change, software, wanted, world, isHere, pace }: Planning): PlanEffects {
  const before = new Map(world.current.software.map((entry) => [entry.attribute, entry]));
  const after = new Map(software.map((entry) => [entry.attribute, entry]));
  const moves = change.moves;
  const adds = moves ? software.filter(({ attribute }) => !before.has(attribute)) : [];
  const removes = moves ? world.current.software.filter(({ attribute }) => !after.has(attribute)) : [];
  const upgrades = moves
    ? software.flatMap(({ attribute, version: to }) => {
        const from = before.get(attribute)?.version ?? to;
        return from === to ? [] : [{ attribute, from, to }];
      })
    : [];
  const fetched = [
    ...adds.map(({ attribute }) => attribute),
    ...upgrades.map(({ attribute }) => attribute),
  ].filter((attribute) => !isHere(after.get(attribute)?.path ?? ''));
  let downloadBytes = 0;
  for (const attribute of fetched) downloadBytes += world.byAttribute(attribute)?.downloadBytes ?? 0;
  for (const request of wanted) {
    const found = request.intent === 'try_package' ? world.byAttribute(request.package) : undefined;
    if (found && !isHere(packagePath(found, change.revision))) downloadBytes += found.downloadBytes;
  }
  const lost = change.garbage;
  const tries = wanted.some(({ intent }) => intent === 'try_package');
  const highest = world.generations[0]?.number ?? 0;
  const keepsGeneration = !moves || change.activation === 'test' || wanted.filter(changes).every(isBuildOnly);
  return {
    adds: adds.map(({ attribute }) => attribute),
    removes: removes.map(({ attribute }) => attribute),
    upgrades,
    downloadBytes,
    builds: moves && !change.existing ? 1 : 0,
    ...(keepsGeneration
      ? {}
      : {
          from: { number: world.current.number, madeAt: world.current.madeAt },
          to: change.existing
            ? { number: change.existing.number, madeAt: change.existing.madeAt }
            : { number: highest + 1 },
        }),
    estimateMs: Math.round(
      (estimateMs(change, downloadBytes) + (tries ? clamp(downloadBytes / 12_000, 1000, 30_000) : 0)) / pace,
    ),
    goesOnline: downloadBytes > 0,
    undoable: lost.length === 0,
    ...(lost.length > 0
      ? { loses: { paths: lost.length, bytes: lost.reduce((sum, { bytes }) => sum + bytes, 0) } }
      : {}),
  };
}
