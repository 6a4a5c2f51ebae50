/** Where pushed events become pulled ones. Control events overtake the others and are never dropped. */
export class Inbox<Item> implements AsyncIterable<Item> {
  #control: Item[] = [];
  #items: Item[] = [];
  #waiting: ((result: IteratorResult<Item>) => void) | undefined;
  #closed = false;
  readonly #capacity: number;
  /** How many items were thrown away because nobody pulled. */
  dropped = 0;

  constructor(capacity = Number.POSITIVE_INFINITY) {
    this.#capacity = capacity;
  }

  /** False when it is closed: the item was not taken. */
  push(item: Item): boolean {
    if (this.#closed) return false;
    if (this.#handOver(item)) return true;
    this.#items.push(item);
    if (this.#items.length > this.#capacity) {
      this.#items.shift();
      this.dropped++;
    }
    return true;
  }

  pushControl(item: Item): boolean {
    if (this.#closed) return false;
    if (!this.#handOver(item)) this.#control.push(item);
    return true;
  }

  /** No more items are taken; those already here are still delivered. */
  close(): void {
    this.#closed = true;
    this.#waiting?.({ done: true, value: undefined });
    this.#waiting = undefined;
  }

  get size(): number {
    return this.#control.length + this.#items.length;
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    return {
      next: () => {
        if (this.#control.length > 0)
          return Promise.resolve({ done: false, value: this.#control.shift() as Item });
        if (this.#items.length > 0)
          return Promise.resolve({ done: false, value: this.#items.shift() as Item });
        if (this.#closed) return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve) => {
          this.#waiting = resolve;
        });
      },
      return: () => {
        this.close();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  #handOver(item: Item): boolean {
    const waiting = this.#waiting;
    if (!waiting) return false;
    this.#waiting = undefined;
    waiting({ done: false, value: item });
    return true;
  }
}
