/** Values of the worker protocol as bytes: little endian, everything in eights. */
export class WireWriter {
  readonly #pieces: Uint8Array[] = [];

  number(value: number | bigint): this {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(value));
    this.#pieces.push(bytes);
    return this;
  }

  bool(value: boolean): this {
    return this.number(value ? 1 : 0);
  }

  string(text: string): this {
    const length = Buffer.byteLength(text);
    const bytes = Buffer.alloc(8 + Math.ceil(length / 8) * 8);
    bytes.writeBigUInt64LE(BigInt(length));
    bytes.write(text, 8);
    this.#pieces.push(bytes);
    return this;
  }

  strings(texts: readonly string[]): this {
    this.number(texts.length);
    for (const text of texts) this.string(text);
    return this;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#pieces);
  }
}
