import { NixError } from '#base/errors.ts';
import type { Answer, Progress, RestartReason } from '../answer.ts';
import type { Nix } from '../nix.ts';
import { NO_EFFECTS, type Plan } from '../plan.ts';
import { planHash } from '../planning/plan-hash.ts';
import { isChange } from '../planning/what-changes.ts';
import { type Request, riskOf } from '../request.ts';

type Made = Extract<Answer, { type: 'done' | 'failed' }>;

/** What the next start of the machine would bring that does not run yet. */
export interface Awaited {
  why: RestartReason;
  /** Tells it from anything else that a start could bring. */
  what: string;
}

/** What a system runs on, as far as starting it anew goes. */
export interface Machine {
  /** Undefined: all that a start would bring is running. */
  awaited(): Awaited | undefined;
  /** Somebody here has the rights to restart it. */
  isPermitted: boolean;
  /** Closes all that is open. The answer is `done` when it was seen to go down, or to be up again. */
  restart(signal: AbortSignal): Promise<Answer>;
}

/**
 * `nix`, which tells with a change that it works only after a restart of the machine, and plans and carries that out, by
 * itself and only while something awaits it.
 */
export function nixWithRestart(nix: Nix, machine: Machine): Nix {
  const planNow = (request: Request) => planOf(request, nix.system, machine);
  return {
    ...nix,
    async plan(requests, signal) {
      const [request, ...others] = requests;
      if (!request || !requests.some(isRestart)) return nix.plan(requests, signal);
      if (others.length > 0)
        throw new NixError('refused', 'The machine is restarted by itself. Say that alone.');
      const plan = planNow(request);
      return plan
        ? { type: 'plan', plan }
        : { type: 'answer', answer: { type: 'nothing-to-do', why: 'no-restart-awaited' } };
    },
    async *run(plan, signal) {
      const [request] = plan.requests;
      if (!request || !isRestart(request)) {
        const before = plan.requests.some(isChange) ? machine.awaited() : undefined;
        for await (const news of nix.run(plan, signal))
          yield isMade(news) ? withRestart(news, before, machine.awaited()) : news;
      } else if (planNow(request)?.hash !== plan.hash)
        yield { type: 'failed', code: 'stale-plan', restored: true };
      else if (signal.aborted) yield { type: 'cancelled', restored: true };
      else if (!machine.isPermitted) yield { type: 'failed', code: 'not-permitted', restored: true };
      else yield await machine.restart(signal);
    },
  };
}

function isRestart({ intent }: Request): boolean {
  return intent === 'restart_machine';
}

function planOf(request: Request, system: Plan['system'], machine: Machine): Plan | undefined {
  const awaited = machine.awaited();
  if (!awaited) return undefined;
  return {
    hash: planHash({ request, system, awaited }),
    system,
    requests: [request],
    risk: riskOf(request),
    effects: { ...NO_EFFECTS, undoable: false, ...(!machine.isPermitted && { isNotPermitted: true }) },
  };
}

/**
 * Told once, with the change that it comes from, and whenever that was made for the next start. What is only used until
 * then does not await it.
 */
function withRestart(made: Made, before: Awaited | undefined, after: Awaited | undefined): Made {
  const [goal] = (made.requests ?? []).flatMap((one) => (one.intent === 'rebuild' ? [one.action] : []));
  const isNews = goal === 'boot' || (goal !== 'test' && after?.what !== before?.what);
  return after && isNews ? { ...made, needsRestart: after.why } : made;
}

/** Also when a service of it did not start. */
function isMade(news: Progress | Answer): news is Made {
  return news.type === 'done' || (news.type === 'failed' && news.code === 'unit-failed');
}
