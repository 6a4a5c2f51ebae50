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
  return {
    ...nix,
    async plan(requests, signal) {
      const [request] = requests;
      if (!requests.some(isForModel)) return nix.plan(requests, signal);
      if (!request || requests.length > 1 || !isForModel(request))
        throw new NixError('refused', 'A speech model is fetched by itself. Say that alone.');
      return (await import('./better-model.ts')).planModel(request, choice, nix.system);
    },
    async *run(plan, signal) {
      const [request] = plan.requests;
      if (!request || !isForModel(request)) return yield* nix.run(plan, signal);
      const { getModel } = await import('./better-model.ts');
      yield* getModel(plan, request, choice, signal);
    },
  };
}

function isForModel(request: Request): request is ModelRequest {
  return request.intent === 'get_model';
}
