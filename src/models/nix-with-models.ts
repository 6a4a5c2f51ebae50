import { createHash } from 'node:crypto';
import { isAbort, NixError } from '#base/errors.ts';
import type { Answer, Progress } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import type { Plan, Planned } from '#nix/plan.ts';
import type { Request } from '#nix/request.ts';
import { type KnownModel, knownModel } from './catalog.ts';
import { type ListedModel, listModels } from './list.ts';
import type { ModelPlace } from './place.ts';
import { type PullOptions, pullModel } from './pull.ts';

export interface ModelChoice {
  place: ModelPlace;
  pull: PullOptions;
  /** Name or folder of the model in use. */
  inUse(): string;
  /** Makes `name` the model in use, for this and later sessions. */
  use(name: string): Promise<void>;
}

/** Bytes a second that a download is estimated with. */
const USUAL_SPEED = 2_000_000;

/**
 * `nix`, which also plans and carries out getting a better model for our own ears: asked about, sized, confirmed and
 * cancelled like any other change.
 */
export function nixWithModels(nix: Nix, choice: () => ModelChoice): Nix {
  return {
    ...nix,
    async plan(requests, signal) {
      const [first] = requests;
      if (!requests.some(isForModel)) return nix.plan(requests, signal);
      if (!first || requests.length > 1 || !isForModel(first))
        throw new NixError('refused', 'A speech model is fetched by itself. Say that alone.');
      return planned(first, choice(), nix.system);
    },
    async *run(plan, signal) {
      const [request] = plan.requests;
      if (request && isForModel(request)) yield* carriedOut(plan, request, choice(), nix.system, signal);
      else yield* nix.run(plan, signal);
    },
  };
}

type ModelRequest = Extract<Request, { intent: 'get_model' }>;

function isForModel(request: Request): request is ModelRequest {
  return request.intent === 'get_model';
}

function planned(request: ModelRequest, choice: ModelChoice, system: Plan['system']): Planned {
  const wanted = wantedModel(request, choice);
  if (!wanted || isInUse(wanted, choice))
    return { type: 'answer', answer: { type: 'nothing-to-do', why: 'already-best-model' } };
  const { known, state } = wanted;
  const downloadBytes = state === 'ready' || known.kind === 'bundled' ? 0 : known.archiveBytes;
  const plan: Omit<Plan, 'hash'> = {
    system,
    requests: [{ intent: 'get_model', model: known.name }],
    risk: 'change',
    effects: {
      adds: [],
      removes: [],
      upgrades: [],
      downloadBytes,
      builds: 0,
      estimateMs: Math.round((downloadBytes / USUAL_SPEED) * 1000),
      goesOnline: downloadBytes > 0,
      undoable: true,
    },
  };
  const content = known.kind === 'download' ? known.sha256 : known.folder;
  const hash = createHash('sha256')
    .update(JSON.stringify([plan, content, choice.inUse()]))
    .digest('hex');
  return { type: 'plan', plan: { ...plan, hash } };
}

interface Wanted extends ListedModel {
  known: KnownModel;
}

/** The named one; without a name the next better one, as the catalogue is in order of quality. */
function wantedModel({ model: name }: ModelRequest, { place, inUse }: ModelChoice): Wanted | undefined {
  const models = listModels(place).filter((model): model is Wanted => model.known !== undefined);
  if (name !== undefined) {
    const known = knownModel(place.catalog, name);
    if (!known) throw new NixError('refused', `I know no speech model called ${name.replaceAll('-', ' ')}.`);
    return models.find((model) => model.known === known);
  }
  const current = knownModel(place.catalog, inUse());
  const position = models.findIndex(({ known }) => known === current);
  // Whoever chose a folder of their own has chosen better than we could.
  return current ? models[position + 1] : undefined;
}

function isInUse({ known }: Wanted, { place, inUse }: ModelChoice): boolean {
  return knownModel(place.catalog, inUse()) === known;
}

async function* carriedOut(
  plan: Plan,
  request: ModelRequest,
  choice: ModelChoice,
  system: Plan['system'],
  signal: AbortSignal,
): AsyncGenerator<Progress | Answer> {
  const now = planned(request, choice, system);
  const wanted = wantedModel(request, choice);
  if (now.type === 'answer' || now.plan.hash !== plan.hash || !wanted)
    return yield { type: 'failed', code: 'stale-plan', restored: true };
  const { known, state } = wanted;
  try {
    if (known.kind === 'download' && state !== 'ready') {
      for await (const { phase, done, total, remainingMs } of pullModel(known, choice.pull, signal)) {
        const left = remainingMs ?? plan.effects.estimateMs;
        yield { type: 'progress', phase: PHASES[phase], done, total, remainingMs: left };
      }
    }
    await choice.use(known.name);
  } catch (error) {
    if (!isAbort(error, signal)) throw error;
    return yield { type: 'cancelled', restored: true };
  }
  yield { type: 'done', requests: plan.requests };
}

const PHASES = { downloading: 'downloading', checking: 'evaluating', unpacking: 'activating' } as const;
