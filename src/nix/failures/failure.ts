import type { FailureCode } from '../failure-code.ts';

/** Why something of Nix failed, as what it printed tells. */
export interface Failure {
  code: FailureCode;
  /** What it is about: an attribute, the name of a package, an option, a unit. */
  subject?: string;
  /** Where in the configuration. */
  file?: string;
  line?: number;
  /** What Nix takes for meant, best first. */
  near?: readonly string[];
  /** The decisive line of what was printed, for a screen; never spoken. */
  detail: string;
}
