import type { Clock } from '#base/clock.ts';
import { allowance } from './allowance.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { failure, isFault, sayFault } from './failure.ts';
import type { Final } from './final.ts';

export interface FaultOptions {
  clock: Clock;
  audit: Audit;
  /** Hears of bugs of ours; the helper goes on. */
  onFault(error: unknown): void;
}

/** Tells what becomes of errors. */
export interface Faults {
  /** What a client is told; a bug of ours is written down too, and heard of by who runs us. */
  failed(error: unknown, during?: { verb?: string; call?: number }): Final;
  /** Writes down what has happened already, and is told even where that cannot be. */
  write(entry: AuditEntry): void;
}

/** A bug that repeats itself would fill the log. */
const TOLD = { most: 20, everyMs: 60_000 };
const MOST_LETTERS = 4_000;

export function faults({ clock, audit, onFault }: FaultOptions): Faults {
  const told = allowance(TOLD, () => clock.now());
  const write = (entry: AuditEntry) => {
    try {
      audit.write(entry);
    } catch (error) {
      if (isFault(error) && told.take('log')) onFault(error);
    }
  };
  return {
    failed(error, { verb = 'none', call = 0 } = {}) {
      if (isFault(error) && told.take('work')) {
        onFault(error);
        write({ event: 'fault', call, verb, outcome: sayFault(error).slice(0, MOST_LETTERS) });
      }
      return failure(error);
    },
    write,
  };
}
