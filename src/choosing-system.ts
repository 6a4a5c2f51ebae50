import { existsSync } from 'node:fs';
import { NixError } from '#base/errors.ts';
import type { Nix } from '#nix/nix.ts';
import { NO_EFFECTS, type Plan } from '#nix/plan.ts';
import { planHash } from '#nix/planning/plan-hash.ts';
import { type Request, riskOf } from '#nix/request.ts';

type ChoiceRequest = Extract<Request, { intent: 'use_system' }>;

/** How the system that we work on is chosen. */
export interface SystemChoice {
  /** The profile of a real one. */
  profile: string;
  /** Makes `system` the one that we work on from the next start. Throws `ConfigError` when that cannot be kept. */
  use(system: ChoiceRequest['system']): Promise<void>;
}

/** `nix`, which also plans and makes the choice between the practice system and the real one. */
export function nixWithChoice(nix: Nix, choice: SystemChoice): Nix {
  return {
    ...nix,
    async plan(requests, signal) {
      const [request] = requests;
      if (!requests.some(isChoice)) return nix.plan(requests, signal);
      if (!request || requests.length > 1 || !isChoice(request))
        throw new NixError('refused', 'Which system I work on is chosen by itself. Say that alone.');
      if (request.system === nix.system)
        return { type: 'answer', answer: { type: 'nothing-to-do', why: 'already-used-system' } };
      if (request.system === 'local' && !existsSync(choice.profile))
        throw new NixError(
          'not-installed',
          'There is no NixOS on this machine. The practice system goes on.',
        );
      return { type: 'plan', plan: planOf(request, nix.system) };
    },
    async *run(plan, signal) {
      const [request] = plan.requests;
      if (!request || !isChoice(request)) return yield* nix.run(plan, signal);
      if (planOf(request, nix.system).hash !== plan.hash)
        return yield { type: 'failed', code: 'stale-plan', restored: true };
      if (signal.aborted) return yield { type: 'cancelled', restored: true };
      await choice.use(request.system);
      yield { type: 'done', requests: plan.requests };
    },
  };
}

function isChoice(request: Request): request is ChoiceRequest {
  return request.intent === 'use_system';
}

function planOf(request: ChoiceRequest, system: Plan['system']): Plan {
  return {
    hash: planHash({ request, system }),
    system,
    requests: [request],
    risk: riskOf(request),
    effects: NO_EFFECTS,
  };
}
