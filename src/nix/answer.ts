import type { Package } from '#catalogue/package.ts';
import type { FailureCode, Obstacle } from './failure-code.ts';
import type { Generation } from './generation.ts';
import type { OptionValue } from './names.ts';
import type { RebuildAction, Request, RollbackTarget } from './request.ts';

/** How far a running plan is. */
export interface Progress {
  type: 'progress';
  phase: 'evaluating' | 'downloading' | 'building' | 'activating' | 'deleting' | 'checking' | 'optimising';
  /** Steps or bytes; `done` never exceeds `total`. */
  done: number;
  total: number;
  /** What it is at, as an attribute. */
  current?: string;
  /** Milliseconds still to go, estimated. */
  remainingMs: number;
  /** What it is at takes much longer than it should, so that nobody can tell how long it still takes. */
  isLate?: true;
}

/** All that Nix can tell us. */
export type Answer =
  /** A change was carried out and checked afterwards. */
  | {
      type: 'done';
      requests: readonly Request[];
      generation?: number;
      previous?: number;
      freedBytes?: number;
      /** Generations deleted, and store paths repaired. */
      deleted?: readonly number[];
      repaired?: number;
      /** Not all of it is in use before the machine is restarted. */
      needsRestart?: RestartReason;
    }
  | ServiceAnswer
  | StoreAnswer
  | MachineAnswer
  | {
      type: 'comparison';
      from: number;
      to: number;
      added: readonly string[];
      removed: readonly string[];
      upgraded: readonly { attribute: string; from: string; to: string }[];
      /** Of both systems, when they differ. */
      nixosVersions?: readonly [from: string, to: string];
      kernels?: readonly [from: string, to: string];
      /** Services that are enabled in one only. */
      servicesAdded: readonly string[];
      servicesRemoved: readonly string[];
      /** Options that differ; a list as its elements with commas between. */
      options?: readonly { option: string; from?: OptionValue; to?: OptionValue }[];
    }
  /** Packages that bring a command. `installed`: those of them that are. */
  | { type: 'provides'; program: string; packages: readonly Package[]; installed?: readonly string[] }
  | {
      type: 'updates';
      upgrades: readonly { attribute: string; from: string; to: string }[];
      downloadBytes: number;
    }
  /** `folder` has its programs. `kept`: when this process has ended too, until the next try. */
  | { type: 'tried'; package: Package; folder: string; kept?: boolean }
  /** `differs`: from the present system, be it in nothing that `adds`, `removes` and `upgrades` tell. */
  | {
      type: 'built';
      action: RebuildAction;
      adds: readonly string[];
      removes: readonly string[];
      upgrades?: readonly { attribute: string; from: string; to: string }[];
      differs?: true;
    }
  | { type: 'found'; query: string; packages: readonly Package[] }
  | { type: 'info'; package: Package; installed: boolean }
  | { type: 'installed'; packages: readonly InstalledPackage[] }
  | { type: 'generations'; generations: readonly Generation[] }
  | {
      type: 'system';
      nixosVersion: string;
      kernel: string;
      hostName: string;
      generation: number;
      memoryBytes: number;
      processor: string;
      packages: number;
    }
  | {
      type: 'nothing-to-do';
      why:
        | 'already-installed'
        | 'not-installed'
        /** In the own profile of who asks, and not in the system; or the other way round. */
        | 'only-for-you'
        | 'only-for-everybody'
        | 'already-current'
        | 'no-older-generation'
        | 'nothing-to-undo'
        | 'up-to-date'
        | 'no-garbage'
        | 'no-such-generations'
        /** They are in use, or among the newest. */
        | 'generations-kept'
        | 'already-running'
        | 'already-stopped'
        | 'already-enabled'
        | 'already-disabled'
        /** A service that has to be enabled before it can be started. */
        | 'not-enabled'
        | 'already-set'
        | 'already-best-model'
        | 'already-used-system'
        | 'nothing-to-repair'
        /** All that a restart would bring is running. */
        | 'no-restart-awaited';
      subject?: string;
    }
  | { type: 'no-such-package'; attribute: string; near: readonly string[] }
  | { type: 'no-such-generation'; number: number; first: number; last: number }
  /** What was said of a generation fits several of `generations` (newest first), or none, or nobody can tell. */
  | {
      type: 'unclear-generation';
      why: 'several' | 'none' | 'unknown';
      target: RollbackTarget;
      generations: readonly Pick<Generation, 'number' | 'madeAt'>[];
    }
  | { type: 'no-such-service'; service: string; near: readonly string[] }
  | { type: 'no-such-option'; option: string; near: readonly string[] }
  /** `wants`: what the option takes, for people. */
  | { type: 'bad-value'; option: string; value: OptionValue; wants: string }
  /** Asked to delete a generation that is in use. */
  | { type: 'protected-generation'; number: number; why: 'current' | 'booted' | 'newest' }
  | {
      type: 'failed';
      code: FailureCode;
      subject?: string;
      restored: boolean;
      /**
       * What was asked for: of `unit-failed` and `needs-restart` all of it, of `contradiction` the two, of `busy` what
       * another process is at.
       */
      requests?: readonly Request[];
      /** Of `unit-failed` and `needs-restart`: the generation in use, and the one that undo returns to. */
      generation?: number;
      previous?: number;
      /** Of `unit-failed`: as of what is done. */
      needsRestart?: RestartReason;
      /** Of `busy`: milliseconds until it is over, estimated. */
      remainingMs?: number;
      /** Where in the configuration it is; the whole path. */
      file?: string;
      line?: number;
      /** What may have been meant, best first. */
      near?: readonly string[];
      /** Of `no-space`: what collecting the garbage would free. */
      freeableBytes?: number;
    }
  | { type: 'cancelled'; restored: boolean };

/** `forYou`: in the own profile of who asks, and not in the system. */
export type InstalledPackage = Package & { forYou?: true };

/** Another kernel waits for it, or only what starts the system or was not activated. */
export type RestartReason = 'kernel' | 'rest';

export type UnclearGeneration = Extract<Answer, { type: 'unclear-generation' }>;

export type NothingToDo = Extract<Answer, { type: 'nothing-to-do' }>;

type ServiceAnswer =
  | {
      type: 'service';
      service: string;
      state: 'running' | 'stopped' | 'failed';
      /** Starts with the machine. */
      enabled: boolean;
      /** Since when it has been so, milliseconds since 1970. */
      since?: number;
    }
  /** Newest first. */
  | { type: 'service-log'; service: string; lines: readonly { at: number; text: string }[] };

type StoreAnswer =
  | {
      type: 'disk-usage';
      totalBytes: number;
      freeBytes: number;
      /** Left out when nobody tells. */
      storeBytes?: number;
      /** What collecting the garbage would free. */
      deadBytes?: number;
      generations: number;
    }
  /** `damaged`: what the store paths belong to, as attributes or names. */
  | { type: 'verified'; paths: number; damaged: readonly string[] }
  | { type: 'optimised'; savedBytes: number };

type MachineAnswer =
  /** Empty findings: all is well. Worst first. */
  | { type: 'health'; findings: readonly HealthFinding[] }
  | {
      type: 'metrics';
      /** 0 to 100, over all processors. */
      processorPercent: number;
      memoryUsedBytes: number;
      memoryTotalBytes: number;
      uptimeMs: number;
      celsius?: number;
      /** Of what was asked in this session and those before it; only what was asked for at all. */
      hitRates?: Readonly<Partial<Record<Foreseen, HitRate>>>;
    };

/** What is read ahead, or kept once it was found out: what is in generations, what evaluations give, what has to be fetched. */
export type Foreseen = 'generations' | 'evaluations' | 'downloads';

/** How often something was asked for, and was known by then. */
export interface HitRate {
  asked: number;
  known: number;
}

export type HealthFinding =
  | { what: 'failed-service'; service: string }
  /** Nobody tells how services are. */
  | { what: 'services-unknown' }
  /** Whoever asks for a change hears this instead. */
  | { what: 'no-changes'; code: Obstacle; file?: string; line?: number }
  | { what: 'disk-nearly-full'; freeBytes: number; deadBytes: number }
  | { what: 'damaged-paths'; count: number }
  | { what: 'needs-restart' }
  | { what: 'not-applied' }
  | { what: 'old-system'; days: number };
