import type { Clock } from '#base/clock.ts';
import { durationMs, type Samples } from './samples.ts';

/** So many pieces, three seconds or so, decide how audio time lies in clock time. */
const PIECES = 30;

/**
 * Where audio time lies in clock time. A recorder that starts late, restarts or drops sound moves audio time back for
 * good; pieces that were only processed late move it for a moment. So the least delay of the last few pieces counts.
 */
export class AudioTimeline {
  readonly #clock: Clock;
  #audioMs = 0;
  #offsets: number[] = [];
  #isRunning = false;
  readonly #end = Promise.withResolvers<void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `sound` as it is, watched as it passes. */
  async *watch(sound: AsyncIterable<Samples>): AsyncGenerator<Samples> {
    this.#isRunning = true;
    try {
      for await (const samples of sound) {
        this.#audioMs += durationMs(samples);
        this.#offsets = [...this.#offsets.slice(1 - PIECES), this.#clock.now() - this.#audioMs];
        yield samples;
      }
    } finally {
      this.#end.resolve();
    }
  }

  /** Resolves when sound that was begun has ended, and its recorder with it. */
  ended(): Promise<void> {
    return this.#isRunning ? this.#end.promise : Promise.resolve();
  }

  /** Milliseconds since 1970 of a moment given in milliseconds of audio. */
  clockTimeOf(audioMs: number): number {
    return this.#offsets.length === 0 ? this.#clock.now() : Math.min(...this.#offsets) + audioMs;
  }
}
