import { NixError } from '#base/errors.ts';
import { parseStorePath, type StorePath } from '../store-path.ts';
import { brokenProtocol } from './broken-protocol.ts';
import { MOST_IN_STRING, MOST_ITEMS } from './limits.ts';

/** Where bytes come from; undefined at their end. */
export interface ByteSource {
  receive(): Promise<Uint8Array | undefined>;
}

/**
 * Values of the worker protocol from a stream of bytes: little endian, everything in eights. It holds no more than the
 * value that is being read and the piece in which it ends. Anything that the format does not allow throws
 * `NixError` `protocol`, the end of the bytes `daemon-gone`.
 */
export class WireReader {
  readonly #source: ByteSource;
  readonly #storeDir: string;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  #allowed = 0;

  constructor(source: ByteSource, storeDir: string) {
    this.#source = source;
    this.#storeDir = storeDir;
  }

  /** How many bytes may be taken from now on, until the next call. */
  allow(bytes: number): void {
    this.#allowed = bytes;
  }

  /** Bytes came that nobody asked for. */
  get hasUnread(): boolean {
    return this.#unread > 0;
  }

  async u64(): Promise<bigint> {
    if (this.#unread < 8) await this.#need(8);
    return this.#bytes.readBigUInt64LE(this.#take(8));
  }

  /** A number that JavaScript can hold. */
  async number(): Promise<number> {
    if (this.#unread < 8) await this.#need(8);
    return this.#numberAt(this.#take(8));
  }

  /** Two's complement. */
  async signed(): Promise<number> {
    const value = Number(BigInt.asIntN(64, await this.u64()));
    if (!Number.isSafeInteger(value)) throw brokenProtocol('a number is too large');
    return value;
  }

  /** A size or a count that may be anything: above 2^53 it is rounded. */
  async size(): Promise<number> {
    return Number(await this.u64());
  }

  /** One of 0 to `most`. */
  async small(most: number): Promise<number> {
    const value = await this.number();
    if (value > most) throw brokenProtocol(`${value} where at most ${most} is known`);
    return value;
  }

  async bool(): Promise<boolean> {
    return (await this.small(1)) === 1;
  }

  /** How many items of at least eight bytes each follow. */
  async count(most = MOST_ITEMS): Promise<number> {
    const count = await this.small(most);
    if (count * 8 > this.#allowed) throw brokenProtocol(`a list of ${count} is too long`);
    return count;
  }

  async string(): Promise<string> {
    if (this.#unread < 8) await this.#need(8);
    const size = this.#stringSize();
    if (this.#unread < size) await this.#need(size);
    return this.#takeString();
  }

  async strings(): Promise<string[]> {
    const strings: string[] = [];
    for (let left = await this.count(); left > 0; left--) {
      const isThere = this.#unread >= 8 && this.#unread >= this.#stringSize();
      strings.push(isThere ? this.#takeString() : await this.string());
    }
    return strings;
  }

  async storePath(): Promise<StorePath> {
    return this.#asStorePath(await this.string());
  }

  async storePathOrNone(): Promise<StorePath | undefined> {
    const text = await this.string();
    return text === '' ? undefined : this.#asStorePath(text);
  }

  async storePaths(): Promise<StorePath[]> {
    return (await this.strings()).map((text) => this.#asStorePath(text));
  }

  /** Of a base name, as JSON replies have it. */
  storePathNamed(name: string): StorePath {
    return this.#asStorePath(`${this.#storeDir}/${name}`);
  }

  #asStorePath(text: string): StorePath {
    const path = parseStorePath(text, this.#storeDir);
    if (!path) throw brokenProtocol(`${JSON.stringify(text.slice(0, 200))} is no path in ${this.#storeDir}`);
    return path;
  }

  get #unread(): number {
    return this.#bytes.length - this.#at;
  }

  #numberAt(at: number): number {
    const value = this.#bytes.readUInt32LE(at) + this.#bytes.readUInt32LE(at + 4) * 2 ** 32;
    if (!Number.isSafeInteger(value)) throw brokenProtocol('a number is too large');
    return value;
  }

  /** Of the string that is next, with its length and padding. */
  #stringSize(): number {
    const length = this.#numberAt(this.#at);
    const size = 8 + padded(length);
    if (length > MOST_IN_STRING || size > this.#allowed)
      throw brokenProtocol(`a text of ${length} bytes is too long`);
    return size;
  }

  #takeString(): string {
    const length = this.#numberAt(this.#at);
    const start = this.#take(8 + padded(length)) + 8;
    for (let at = start + length; at < this.#at; at++)
      if (this.#bytes[at] !== 0) throw brokenProtocol('padding is not zero');
    return this.#bytes.toString('utf8', start, start + length);
  }

  /** Where the taken bytes start. They have to be there. */
  #take(size: number): number {
    this.#allowed -= size;
    if (this.#allowed < 0) throw brokenProtocol('it is too much');
    const start = this.#at;
    this.#at += size;
    return start;
  }

  async #need(size: number): Promise<void> {
    let bytes = this.#bytes.subarray(this.#at);
    let have = bytes.length;
    while (have < size) {
      const piece = await this.#source.receive();
      if (!piece) throw new NixError('daemon-gone', 'The Nix daemon closed the connection.');
      bytes = have === 0 ? viewOf(piece) : joined(bytes, have, piece, size);
      have += piece.length;
    }
    this.#bytes = bytes.subarray(0, have);
    this.#at = 0;
  }
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** `piece` behind the first `have` bytes. Room grows by doubling, so many small pieces cost no more than they hold. */
function joined(bytes: Buffer, have: number, piece: Uint8Array, size: number): Buffer {
  const whole = have + piece.length;
  const hasRoom = whole <= bytes.length;
  const room = hasRoom ? bytes : Buffer.allocUnsafe(Math.max(whole, Math.min(2 * have, size)));
  if (!hasRoom) bytes.copy(room, 0, 0, have);
  room.set(piece, have);
  return room;
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
