import { plainText } from '../plain-text.ts';

/** How an activation ended, by the exit code of `switch-to-configuration`. */
export type ActivationEnd =
  | 'done'
  /** The new system is in place, but units of it did not start. */
  | 'units-failed'
  /** It is the one for the next start; its init does not fit the running one, so that it was not activated now. */
  | 'needs-restart'
  /** Nothing was done. */
  | 'locked'
  | 'pre-switch-check'
  | 'not-root'
  /** The boot entries were not written; nothing was activated. */
  | 'bootloader'
  /** Ended by a signal, or in a way that is not known: nobody can tell how much was done. */
  | 'unknown';

/** Units are without `.service`; those of users are left out. */
export interface ActivationOutcome {
  end: ActivationEnd;
  failedUnits: readonly string[];
  stops: readonly string[];
  starts: readonly string[];
  restarts: readonly string[];
  reloads: readonly string[];
  /** Changed, and left running as they were until the next start. */
  leftAsTheyAre: readonly string[];
}

/**
 * What `switch-to-configuration` said and did, or would do when asked for `dry-activate`.
 * `exitCode` null: a signal ended it.
 */
export function parseActivation(output: string, exitCode: number | null): ActivationOutcome {
  const text = plainText(output);
  const listed = (pattern: RegExp) => unitsAfter(text, pattern);
  const stopped = listed(/^(?:stopping|would stop) the following units: (.*)$/gm);
  const startedAgain = listed(/^(?:starting|would start) the following units: (.*)$/gm);
  const startedNew = listed(/^the following new units were started: (.*)$/gm);
  const restarted = listed(/^(?:restarting|would restart) the following units: (.*)$/gm);
  const started = unique([...startedAgain, ...startedNew]);
  return {
    end: endOf(text, exitCode),
    failedUnits: listed(/^warning: the following units failed: (.*)$/gm),
    stops: stopped.filter((unit) => !started.includes(unit)),
    starts: started.filter((unit) => !stopped.includes(unit) && !restarted.includes(unit)),
    // Most units are restarted by a stop before the activation and a start after it.
    restarts: unique([...restarted, ...stopped.filter((unit) => started.includes(unit))]),
    reloads: listed(/^(?:reloading|would reload) the following units: (.*)$/gm),
    leftAsTheyAre: listed(
      /^(?:NOT restarting|would NOT restart|NOT stopping|would NOT stop) the following changed units: (.*)$/gm,
    ),
  };
}

function endOf(text: string, exitCode: number | null): ActivationEnd {
  if (exitCode === 0) return 'done';
  if (exitCode === 4) return 'units-failed';
  if (exitCode === 100) return 'needs-restart';
  if (exitCode === 11 || /^Could not acquire lock/m.test(text)) return 'locked';
  if (/^Pre-switch checks failed/im.test(text)) return 'pre-switch-check';
  if (/must be run as the root user/.test(text)) return 'not-root';
  if (/^Failed to install bootloader/im.test(text)) return 'bootloader';
  return 'unknown';
}

function unitsAfter(text: string, pattern: RegExp): string[] {
  const units = [...text.matchAll(pattern)].flatMap(([, units = '']) => units.split(','));
  return unique(units.map((unit) => unit.trim().replace(/\.service$/, '')).filter((unit) => unit !== ''));
}

function unique(units: readonly string[]): string[] {
  return [...new Set(units)];
}
