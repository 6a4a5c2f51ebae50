import { NixError } from '#base/errors.ts';
import type { Answer, Progress, RestartReason } from '../answer.ts';
import type { Nix } from '../nix.ts';
import { NO_EFFECTS, type Plan } from '../plan.ts';
import { planHash } from '../planning/plan-hash.ts';
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
  const restartAfter = newsOfRestarts();
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
        for await (const news of nix.run(plan, signal)) {
          const needsRestart = isMade(news) ? restartAfter(news, machine.awaited()) : undefined;
          yield needsRestart === undefined ? news : { ...news, needsRestart };
        }
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
 * Whether a change is told to await a restart: once in a session for what awaits it, and whenever it was made for the next
 * start. What is only used until then, or moves no generation, does not await it.
 */
function newsOfRestarts(): (made: Made, awaited: Awaited | undefined) => RestartReason | undefined {
  let told: string | undefined;
  return ({ requests = [], generation }, awaited) => {
    const [goal] = requests.flatMap((one) => (one.intent === 'rebuild' ? [one.action] : []));
    if (generation === undefined || goal === 'test') return undefined;
    const isNews = goal === 'boot' || awaited?.what !== told;
    told = awaited?.what;
    return isNews ? awaited?.why : undefined;
  };
}

/** Also when a service of it did not start. */
function isMade(news: Progress | Answer): news is Made {
  return news.type === 'done' || (news.type === 'failed' && news.code === 'unit-failed');
}
