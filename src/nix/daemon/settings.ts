import { availableParallelism } from 'node:os';
import type { Operation } from './operation.ts';

/** How the daemon works for us. All of it replaces what its nix.conf says. */
export interface DaemonSettings {
  /** A failed build does not end the others. */
  keepGoing: boolean;
  /** Build what could not be fetched. */
  fallback: boolean;
  /** Builds at once; 0 builds nothing on this machine. */
  maxJobs: number;
  /** Processors for each build; 0 is all. */
  cores: number;
  /** False: nothing is asked of substituters, so nothing goes online for that. */
  substitute: boolean;
}

/** For who asks no cache for anything; it builds as a NixOS does. */
export function offlineSettings(): DaemonSettings {
  return { keepGoing: false, fallback: false, maxJobs: availableParallelism(), cores: 0, substitute: false };
}

const NORMAL = 3;
const QUIET = 7;

/** Goes out first on each connection. */
export function setOptions(settings: DaemonSettings): Operation<void> {
  return {
    name: 'SetOptions',
    number: 19,
    kind: 'query',
    write(writer) {
      const [keepFailed, maxSilentSeconds, unused, overrides] = [false, 0, 0, 0];
      writer.bool(keepFailed).bool(settings.keepGoing).bool(settings.fallback);
      writer.number(NORMAL).number(settings.maxJobs).number(maxSilentSeconds);
      writer.number(1).number(QUIET).number(unused).number(unused);
      writer.number(settings.cores).bool(settings.substitute).number(overrides);
    },
    read: async () => {},
  };
}
