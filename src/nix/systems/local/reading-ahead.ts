import { isAbort, NixError } from '#base/errors.ts';
import { evaluator } from '../../evaluation/evaluator.ts';
import { uncounted } from './hit-rates.ts';
import type { LocalSystem } from './local-system.ts';
import { warm } from './warm.ts';

/** Reading ahead in the background. Disposing breaks it off. */
export interface ReadingAhead extends AsyncDisposable {
  /** What was under way, before something changed, is broken off. */
  begin(): void;
  /** Over until it is begun again; resolves when nothing of it runs. */
  end(): Promise<void>;
}

export function readingAhead(asked: LocalSystem): ReadingAhead {
  const system = unasked(asked);
  let stop = new AbortController();
  let over = Promise.resolve();
  const end = () => {
    stop.abort();
    return over;
  };
  return {
    begin() {
      const before = end();
      stop = new AbortController();
      const { signal } = stop;
      over = before.then(() => warm(system, signal)).catch(unlessOfTheWorld(signal));
    },
    end,
    [Symbol.asyncDispose]: end,
  };
}

/** The same system for what nobody waits for: it leaves no trace in hit rates and estimates, and gives way to all others. */
function unasked(asked: LocalSystem): LocalSystem {
  const { places, environment, experience } = asked;
  const hits = uncounted(asked.hits);
  return {
    ...asked,
    hits,
    read: () => asked.read(hits),
    evaluator: evaluator(places, environment, { isAwaited: false }),
    experience: { ...experience, addStep() {} },
  };
}

/** Reading ahead only makes answers quicker: what fails here fails again where somebody hears of it. Our bugs are thrown. */
function unlessOfTheWorld(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    const isOfTheWorld = error instanceof NixError || (error instanceof Error && 'syscall' in error);
    if (!isOfTheWorld && !isAbort(error, signal)) throw error;
  };
}
