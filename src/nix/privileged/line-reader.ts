/** Bytes become lines. Keeps at most one unfinished line in memory, and that bounded. */
export class LineReader {
  readonly #mostBytes: number;
  #unfinished: Buffer[] = [];
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The lines that `chunk` ends; undefined when one is too long, and then nothing can be read any more. */
  feed(chunk: Buffer): string[] | undefined {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#keep(chunk.subarray(from, end));
      if (this.#isTooLong) return undefined;
      lines.push(Buffer.concat(this.#unfinished).toString('utf8'));
      this.#unfinished = [];
      this.#bytes = 0;
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
    return this.#isTooLong ? undefined : lines;
  }

  get #isTooLong(): boolean {
    return this.#bytes > this.#mostBytes;
  }

  #keep(part: Buffer): void {
    if (part.length === 0 || this.#isTooLong) return;
    this.#bytes += part.length;
    if (this.#isTooLong) this.#unfinished = [];
    else this.#unfinished.push(part);
  }
}
