import type { Clock } from './clock.ts';
import { isAbort } from './errors.ts';

/** What goes on beside the loop, by name: starting the next of a name aborts the last. Virtual time waits for it. */
export class Tasks {
  readonly #clock: Clock;
  readonly #onEnd: () => void;
  readonly #controllers = new Map<string, AbortController>();
  readonly #work = new Set<Promise<void>>();

  constructor(clock: Clock, onEnd: () => void) {
    this.#clock = clock;
    this.#onEnd = onEnd;
  }

  /** Abort is no failure; anything else that `work` throws goes to `failed`. */
  start(name: string, work: (signal: AbortSignal) => Promise<void>, failed: (error: unknown) => void): void {
    this.abort(name, 'replaced');
    const controller = new AbortController();
    this.#controllers.set(name, controller);
    const ended = this.#run(name, controller, work, failed);
    this.#work.add(ended);
    void ended.then(() => this.#work.delete(ended));
  }

  abort(name: string, reason: string): void {
    this.#controllers.get(name)?.abort(new Error(reason));
  }

  abortAll(reason: unknown): void {
    for (const controller of this.#controllers.values()) controller.abort(reason);
  }

  has(isSought: (name: string) => boolean): boolean {
    return [...this.#controllers.keys()].some(isSought);
  }

  async ended(): Promise<void> {
    await Promise.all(this.#work);
  }

  async #run(
    name: string,
    controller: AbortController,
    work: (signal: AbortSignal) => Promise<void>,
    failed: (error: unknown) => void,
  ): Promise<void> {
    using _hold = this.#clock.hold();
    try {
      await work(controller.signal);
    } catch (error) {
      if (!isAbort(error, controller.signal)) failed(error);
    }
    if (this.#controllers.get(name) === controller) this.#controllers.delete(name);
    this.#onEnd();
  }
}
