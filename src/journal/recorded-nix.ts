import { ConfigError } from '#base/errors.ts';
import type { Nix } from '#nix/nix.ts';
import type { Plan } from '#nix/plan.ts';
import { highestRisk } from '#nix/request.ts';
import type { Recorder } from './recorder.ts';

/**
 * Nix whose changes are written down before they begin. While the journal cannot be written, looks go on, and a change
 * is refused before it is asked about: it could neither be told afterwards nor undone.
 */
export function recordedNix(nix: Nix, { check, begin }: Pick<Recorder, 'check' | 'begin'>): Nix {
  return {
    system: nix.system,
    ...(nix.repairs ? { repairs: nix.repairs } : {}),
    facts: (signal) => nix.facts(signal),
    async plan(requests, signal) {
      if (highestRisk(requests) !== 'look') refusing(check);
      return nix.plan(requests, signal);
    },
    async *run(plan, signal) {
      if (isChange(plan)) refusing(() => begin(plan));
      yield* nix.run(plan, signal);
    },
  };
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
