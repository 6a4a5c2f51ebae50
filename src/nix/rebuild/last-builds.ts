/** The last durations of builds, by package name. */
export class LastBuilds {
  static readonly MOST_OF_ONE = 10;
  readonly #mostNames: number;
  /** The name that was built last stands last. */
  readonly #byName = new Map<string, number[]>();

  constructor(mostNames: number) {
    this.#mostNames = mostNames;
  }

  add(name: string, ms: number): void {
    const last = [...(this.#byName.get(name) ?? []), ms].slice(-LastBuilds.MOST_OF_ONE);
    this.#byName.delete(name);
    this.#byName.set(name, last);
    if (this.#byName.size <= this.#mostNames) return;
    const [oldest] = this.#byName.keys();
    this.#byName.delete(oldest as string);
  }

  /** Milliseconds: of an even number the shorter of the middle two. */
  medianMs(name: string): number | undefined {
    const sorted = this.#byName.get(name)?.toSorted((a, b) => a - b);
    return sorted?.[Math.floor((sorted.length - 1) / 2)];
  }

  /** Oldest first. */
  *all(): Iterable<{ name: string; ms: number }> {
    for (const [name, durations] of this.#byName) for (const ms of durations) yield { name, ms };
  }
}
