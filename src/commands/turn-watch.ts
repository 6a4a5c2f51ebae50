import type { State } from '#dialogue/state.ts';
import type { Observer, Stepped } from '#ports.ts';

/** Tells when the assistant is done with a turn, so that typed lines can wait for each other. */
export class TurnWatch implements Observer {
  #waiting: { isOver(state: State): boolean; begun: boolean; resolve(): void }[] = [];

  /** Ask before the line is heard or the plan confirmed: resolves when it was and, then or later, `isOver`. */
  turnOver(isOver: (state: State) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ isOver, begun: false, resolve });
    });
  }

  stepped({ event, after }: Stepped): void {
    for (const waiter of this.#waiting)
      waiter.begun ||= event.type === 'understood' || event.type === 'confirmed';
    const over = this.#waiting.filter(({ begun, isOver }) => begun && isOver(after));
    this.#waiting = this.#waiting.filter((waiter) => !over.includes(waiter));
    for (const { resolve } of over) resolve();
  }
}

/** Everything that a turn set off has come back and has been said; a question may be open, a job may run. */
export function hasAnswered(state: State): boolean {
  const { planning, looks, reading, adjusting, speeches } = state;
  return planning.length + looks.length + reading.length + adjusting.length + speeches.length === 0;
}

/** Nothing goes on any more. */
export function isAtRest(state: State): boolean {
  return hasAnswered(state) && state.job === null && state.next === null;
}
