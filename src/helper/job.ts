import type { Clock } from '#base/clock.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';
import type { HelperSettings } from './settings.ts';

/** The helper's own program. */
export interface OwnProgram {
  /** What runs it. */
  node: string;
  file: string;
  /** The folder of the whole. */
  home: string;
  /** The settings that it was started with, if they are in a file. */
  settingsFile?: string;
}

/** What a call is carried out with. */
export interface Job {
  settings: HelperSettings;
  program: OwnProgram;
  clock: Clock;
  /** Aborted when the call is broken off, until `commit`. */
  signal: AbortSignal;
  tell(news: PrivilegedNews): void;
  /**
   * From here on it is carried out to its end, whoever loses patience; what is given is only aborted when it takes far too
   * long. Throws the signal's reason if it came before.
   */
  commit(): AbortSignal;
}

export type CallOf<Verb extends PrivilegedCall['verb']> = Extract<PrivilegedCall, { verb: Verb }>;
