import type { Clock } from '#base/clock.ts';
import { isAbort } from '#base/errors.ts';
import type { Microphone } from '../microphone.ts';
import { PIECE_MS, pieces } from '../pieces.ts';
import { type Samples, silence } from '../samples.ts';

/** A microphone that hears what it is given while it runs, and silence in between. */
export interface QueuedMicrophone extends Microphone {
  /** Sound to be heard after all that was given before. */
  say(samples: Samples): void;
  /** No more will come: `listen` ends when all was heard. */
  close(): void;
}

export function queuedMicrophone({ clock }: { clock: Clock }): QueuedMicrophone {
  const queue: Samples[] = [];
  let isClosed = false;
  return {
    say(samples) {
      queue.push(...pieces(samples));
    },
    close() {
      isClosed = true;
    },
    async *listen(signal) {
      try {
        while (!isClosed || queue.length > 0) {
          await clock.sleep(PIECE_MS, signal);
          yield queue.shift() ?? silence(PIECE_MS);
        }
      } catch (error) {
        if (!isAbort(error, signal)) throw error;
      }
    },
  };
}
