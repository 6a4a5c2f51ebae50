import { NixError } from '#base/errors.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';

/** What it takes to get a model and to hear with it. */
export interface ModelChoice {
  /** What ask-nix brings, and where fetched models are. */
  home: string;
  models: string;
  /** For the network: proxies. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Name or folder of the model in use. */
  inUse(): string;
  /** Makes `name` the model in use from the next start. Throws `ConfigError` when that cannot be kept. */
  use(name: string): Promise<void>;
}

export type ModelRequest = Extract<Request, { intent: 'get_model' }>;

/**
 * `nix`, which also plans and carries out getting a better model for our own ears: asked about, sized, confirmed and
 * cancelled like any other change. Its code is loaded when somebody wants that.
 */
export function nixWithModels(nix: Nix, choice: ModelChoice): Nix {
  /** The model before the last change, while that was the last change of this session. */
  let before: string | undefined;
  return {
    ...nix,
    async plan(asked, signal) {
      const isUndo = asked.length === 1 && asked[0]?.intent === 'edit_undo' && before !== undefined;
      const requests: readonly Request[] = isUndo ? [{ intent: 'get_model', model: before }] : asked;
      const [request] = requests;
      if (!requests.some(isForModel)) return nix.plan(requests, signal);
      if (!request || requests.length > 1 || !isForModel(request))
        throw new NixError('refused', 'A speech model is fetched by itself. Say that alone.');
      return (await import('./better-model.ts')).planModel(request, choice, nix.system);
    },
    async *run(plan, signal) {
      const [request] = plan.requests;
      const isModel = request !== undefined && isForModel(request);
      const inUse = choice.inUse();
      const news = isModel
        ? (await import('./better-model.ts')).getModel(plan, request, choice, signal)
        : nix.run(plan, signal);
      for await (const one of news) {
        if (one.type === 'done') before = isModel ? inUse : undefined;
        yield one;
      }
    },
  };
}

function isForModel(request: Request): request is ModelRequest {
  return request.intent === 'get_model';
}
