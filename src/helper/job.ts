import type { Clock } from '#base/clock.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';
import type { HelperSettings } from './settings.ts';

/** The helper's own program: what runs it, its file, and the folder of the whole. */
export interface OwnProgram {
  node: string;
  file: string;
  home: string;
}

/** What a call is carried out with. */
export interface Job {
  settings: HelperSettings;
  program: OwnProgram;
  clock: Clock;
  /** Aborted when the call is broken off, until `commit`. */
  signal: AbortSignal;
  tell(news: PrivilegedNews): void;
  /** From here on it is carried out to its end, whoever loses patience. Throws the signal's reason if it came before. */
  commit(): void;
}

export type CallOf<Verb extends PrivilegedCall['verb']> = Extract<PrivilegedCall, { verb: Verb }>;
