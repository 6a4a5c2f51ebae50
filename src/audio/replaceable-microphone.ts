import type { Clock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';
import type { Microphone } from './microphone.ts';
import type { Samples } from './samples.ts';
import { within } from './within.ts';

/** A microphone that another one can take the place of while it is listened to. */
export interface ReplaceableMicrophone extends Microphone {
  /**
   * Resolves when the first sound of `next` is there; until then, and when it rejects with an `AudioError`, the one
   * before is heard.
   */
  replaceBy(next: Microphone, signal: AbortSignal): Promise<void>;
}

/** Longer than a device takes to tell that it delivers nothing. */
const TRIED_MS = 8_000;

/** A microphone that delivers already. */
interface Source {
  sound: AsyncIterator<Samples>;
  stop: AbortController;
}

export function replaceableMicrophone(first: Microphone, clock: Clock): ReplaceableMicrophone {
  let microphone = first;
  let listeners = 0;
  let successor: Source | undefined;
  let replaced = new AbortController();

  async function* listen(signal: AbortSignal): AsyncGenerator<Samples> {
    for (let next: Source | undefined; ; ) {
      const { signal: change } = replaced;
      if (next) yield* heardFrom(next, AbortSignal.any([signal, change]));
      else yield* microphone.listen(AbortSignal.any([signal, change]));
      // A recording that is over, or a listener who is gone, and not one that was replaced.
      if (!change.aborted || signal.aborted) return;
      next = successor;
      successor = undefined;
    }
  }

  return {
    async *listen(signal) {
      listeners++;
      try {
        yield* listen(signal);
      } finally {
        listeners--;
        await letGo(successor);
        successor = undefined;
      }
    },
    async replaceBy(next, signal) {
      const source = begin(next);
      try {
        await firstOf(source, clock, signal);
      } catch (error) {
        await letGo(source);
        if (!(error instanceof AudioError)) throw error;
        throw new AudioError(error.code, `${error.message} I go on with the one before.`, { cause: error });
      }
      microphone = next;
      if (listeners === 0) return letGo(source);
      const neverHeard = successor;
      successor = source;
      replaced.abort(new Error('another microphone is listened to'));
      replaced = new AbortController();
      await letGo(neverHeard);
    },
  };
}

function begin(microphone: Microphone): Source {
  const stop = new AbortController();
  return { stop, sound: microphone.listen(stop.signal)[Symbol.asyncIterator]() };
}

/** Aborted between two pieces, a microphone notices nothing: it is told, too, that nobody comes for the next. */
async function letGo(source: Source | undefined): Promise<void> {
  source?.stop.abort(new Error('nobody listens to it any more'));
  await source?.sound.return?.();
}

/** Waits until it delivers. Throws `AudioError`, or why `signal` was aborted. */
async function firstOf({ sound, stop }: Source, clock: Clock, signal: AbortSignal): Promise<void> {
  const giveUp = () => stop.abort(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    const first = await within(TRIED_MS, sound.next(), clock);
    signal.throwIfAborted();
    if (!first || first.done) throw new AudioError('stream-broke', 'No sound comes from that microphone.');
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function* heardFrom({ sound, stop }: Source, signal: AbortSignal): AsyncGenerator<Samples> {
  const end = () => stop.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    for (let next = await sound.next(); !next.done; next = await sound.next()) yield next.value;
  } finally {
    signal.removeEventListener('abort', end);
    await letGo({ sound, stop });
  }
}
