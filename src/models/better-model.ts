import { createHash } from 'node:crypto';
import { isAbort, NixError } from '#base/errors.ts';
import type { Answer, Progress } from '#nix/answer.ts';
import { NO_EFFECTS, type Plan, type Planned } from '#nix/plan.ts';
import { type KnownModel, knownModel } from './catalog.ts';
import { type ListedModel, listModels } from './list.ts';
import type { ModelChoice, ModelRequest } from './nix-with-models.ts';
import { openModelPlace } from './place.ts';
import { PATIENCE, pullModel } from './pull.ts';

/** Bytes a second that a download is estimated with. */
const USUAL_SPEED = 2_000_000;

/** What getting the named, or the next better, model would do. Throws `NixError` `refused` for an unknown name. */
export function planModel(request: ModelRequest, choice: ModelChoice, system: Plan['system']): Planned {
  const wanted = wantedModel(request, choice);
  if (!wanted) return { type: 'answer', answer: { type: 'nothing-to-do', why: 'already-best-model' } };
  const { known, state } = wanted;
  const downloadBytes = state === 'ready' || known.kind === 'bundled' ? 0 : known.archiveBytes;
  const plan: Omit<Plan, 'hash'> = {
    system,
    requests: [{ intent: 'get_model', model: known.name }],
    risk: 'change',
    effects: {
      ...NO_EFFECTS,
      downloadBytes,
      estimateMs: Math.round((downloadBytes / USUAL_SPEED) * 1000),
      goesOnline: downloadBytes > 0,
    },
  };
  const content = known.kind === 'download' ? known.sha256 : known.folder;
  const hash = createHash('sha256')
    .update(JSON.stringify([plan, content, choice.inUse()]))
    .digest('hex');
  return { type: 'plan', plan: { ...plan, hash } };
}

/** Fetches what `plan` said and makes it the model in use. Throws `ModelError`, and `ConfigError` from `choice`. */
export async function* getModel(
  plan: Plan,
  request: ModelRequest,
  choice: ModelChoice,
  signal: AbortSignal,
): AsyncGenerator<Progress | Answer> {
  const now = planModel(request, choice, plan.system);
  const wanted = wantedModel(request, choice);
  if (now.type === 'answer' || now.plan.hash !== plan.hash || !wanted)
    return yield { type: 'failed', code: 'stale-plan', restored: true };
  const { known, state } = wanted;
  try {
    signal.throwIfAborted();
    if (known.kind === 'download' && state !== 'ready') {
      const { environment, models: folder } = choice;
      const pulling = pullModel(known, { ...PATIENCE, environment, folder }, signal);
      for await (const { phase, done, total, remainingMs = plan.effects.estimateMs } of pulling)
        yield { type: 'progress', phase: PHASES[phase], done, total, remainingMs };
    }
    await choice.use(known.name);
  } catch (error) {
    if (!isAbort(error, signal)) throw error;
    return yield { type: 'cancelled', restored: true };
  }
  yield { type: 'done', requests: plan.requests };
}

const PHASES = { downloading: 'downloading', checking: 'evaluating', unpacking: 'activating' } as const;

interface Wanted extends ListedModel {
  known: KnownModel;
}

/**
 * The named model, or the next better one, as the catalogue is in order of quality; undefined when it is in use or there
 * is none. Who chose a folder of their own has chosen better than we could.
 */
function wantedModel({ model: name }: ModelRequest, choice: ModelChoice): Wanted | undefined {
  const place = openModelPlace(choice);
  const models = listModels(place).filter((model): model is Wanted => model.known !== undefined);
  const current = models.findIndex(({ known }) => known === knownModel(place.catalog, choice.inUse()));
  if (name === undefined) return current < 0 ? undefined : models[current + 1];
  const named = models.findIndex(({ known }) => known === knownModel(place.catalog, name));
  if (named < 0) throw new NixError('refused', `I know no speech model called ${name.replaceAll('-', ' ')}.`);
  return named === current ? undefined : models[named];
}
