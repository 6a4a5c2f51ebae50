import { ConfigError } from '#base/errors.ts';
import type { Nix } from '#nix/nix.ts';
import type { Plan } from '#nix/plan.ts';
import { highestRisk, type Request } from '#nix/request.ts';
import type { Recorder } from './recorder.ts';

/**
 * Nix whose changes are written down before they begin. While the journal cannot be written, looks go on, and a change
 * is refused before it is asked about: it could neither be told afterwards nor undone. What frees room is let through, as
 * a full disk is what most often keeps the journal from being written.
 */
export function recordedNix(nix: Nix, { check, begin }: Pick<Recorder, 'check' | 'begin'>): Nix {
  return {
    system: nix.system,
    ...(nix.repairs ? { repairs: nix.repairs } : {}),
    facts: (signal) => nix.facts(signal),
    async plan(requests, signal) {
      if (highestRisk(requests) !== 'look' && !requests.every(freesRoom)) refusing(check);
      return nix.plan(requests, signal);
    },
    async *run(plan, signal) {
      if (isChange(plan)) beginning(plan);
      yield* nix.run(plan, signal);
    },
  };

  function beginning(plan: Plan): void {
    try {
      refusing(() => begin(plan));
    } catch (error) {
      if (!(error instanceof ConfigError) || !plan.requests.every(freesRoom)) throw error;
    }
  }
}

function freesRoom({ intent }: Request): boolean {
  return intent === 'collect_garbage' || intent === 'delete_generations';
}

function isChange({ risk, requests }: Plan): boolean {
  return risk !== 'look' || highestRisk(requests) !== 'look';
}

function refusing(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError('unwritable', `I change nothing that I cannot write down. ${error.message}`, {
      cause: error,
    });
  }
}
