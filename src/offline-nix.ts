import type { Answer } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';

/** What has to look into the network even to be planned. */
const LOOKS_ONLINE: ReadonlySet<Request['intent']> = new Set(['update_system', 'check_updates']);

const OFFLINE: Answer = { type: 'failed', code: 'offline', restored: true };

/** `nix` for who has forbidden that anything is fetched: what would go online is refused before it does. */
export function offlineNix(nix: Nix): Nix {
  return {
    ...nix,
    async plan(requests, signal) {
      if (requests.some(({ intent }) => LOOKS_ONLINE.has(intent))) return { type: 'answer', answer: OFFLINE };
      const planned = await nix.plan(requests, signal);
      if (planned.type === 'plan' && planned.plan.effects.goesOnline)
        return { type: 'answer', answer: OFFLINE };
      return planned;
    },
    async *run(plan, signal) {
      const isOnline =
        plan.effects.goesOnline || plan.requests.some(({ intent }) => LOOKS_ONLINE.has(intent));
      if (isOnline) yield OFFLINE;
      else yield* nix.run(plan, signal);
    },
  };
}
