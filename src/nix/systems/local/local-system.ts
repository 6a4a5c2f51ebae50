import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Package } from '#catalogue/package.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { EvaluationCache } from '../../evaluation/evaluation-cache.ts';
import type { Evaluator } from '../../evaluation/evaluator.ts';
import type { ProgramName } from '../../names.ts';
import type { NixPlaces } from '../../places.ts';
import type { Privileged } from '../../privileged.ts';
import type { KeptBridge } from '../../rebuild/bridge/kept-bridge.ts';
import type { KeptExperience } from '../../rebuild/experience.ts';
import type { UnitReader } from '../../services/service-state.ts';
import type { StoreDatabase } from '../../store/store-database.ts';
import type { StorePath } from '../../store-path.ts';
import type { HitRates } from './hit-rates.ts';
import type { KnownMissing } from './known-missing.ts';
import type { LocalState } from './read-local.ts';
import type { LocalFiles } from './records.ts';
import type { Updated } from './updated-inputs.ts';

/** A real system in our hands: what it is read, asked and changed by. */
export interface LocalSystem {
  places: NixPlaces;
  /** Of our own, below the state directory. */
  files: LocalFiles;
  /** Of our own, for what can be made again. */
  cache: string;
  /** Of the programs of Nix. */
  environment: Readonly<Record<string, string>>;
  catalogue: Catalogue;
  clock: Clock;
  database: StoreDatabase;
  daemon: Daemon;
  evaluator: Evaluator;
  evaluations: EvaluationCache;
  knownMissing: KnownMissing;
  /** What an update would bring, as it was looked at last in this session. */
  seen: { update?: Updated };
  units: UnitReader;
  /** Programs that tell of services and write of them. */
  programs: { journalctl: string };
  /** Absent: nobody here may change the system. */
  privileged: Privileged | undefined;
  /** No cache is asked what it has, so that what is not here counts as to be built. */
  offline: boolean;
  hostName: string;
  /** Absent: builds go the native way. */
  bridge: KeptBridge | undefined;
  /** Packages with that command, best first. */
  provides(program: ProgramName, signal: AbortSignal): Promise<readonly Package[]>;
  /** Puts the programs of a store path where they can be tried, and gives that folder. */
  putOnPath(output: StorePath, signal: AbortSignal): Promise<string>;
  /** What is tried stays when this process ends. */
  keepsTries: boolean;
  freeBytes(): number;
  /** What has been learned of how long things take here. */
  experience: KeptExperience;
  hits: HitRates;
  /** `hits`: where it is counted, if not there where all is. */
  read(hits?: HitRates): LocalState;
}

/** Where copies of the configuration are evaluated. */
export function shadowsOf({ cache }: Pick<LocalSystem, 'cache'>): string {
  return join(cache, 'shadows');
}
