import { connect, type Socket } from 'node:net';
import { NixError } from '#base/errors.ts';
import { MOST_WAITING, PIECE_COST } from './limits.ts';
import type { ByteSource } from './wire-reader.ts';

/** A connection as bytes, with one reader. */
export interface DaemonSocket extends ByteSource {
  send(bytes: Uint8Array): void;
  /** The next bytes, undefined when the other side is gone. Rejects with what `close` was given. */
  receive(): Promise<Uint8Array | undefined>;
  /** Open, and nothing came that was not received. */
  readonly isQuiet: boolean;
  /** What ends it, instead of what did before. */
  limitTime(limit: TimeLimit): void;
  /** Whether the process lives on for it. */
  keepProcess(alive: boolean): void;
  close(reason?: Error): void;
}

export interface TimeLimit {
  /** Closes when nothing comes or goes for so long; 0 waits for ever. */
  quietMs: number;
  /** Closes when something still comes after so long. */
  wholeMs?: number;
  /** What `receive` rejects with then. */
  reason?: () => Error;
}

/** Connects to the Unix socket `path`. Throws `NixError` `no-daemon` or `refused`. */
export function connectSocket(path: string, signal: AbortSignal): Promise<DaemonSocket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const socket = connect({ path });
    const settled = new AbortController();
    const settle = { once: true, signal: settled.signal };
    const fail = (reason: unknown) => {
      settled.abort();
      socket.destroy();
      reject(reason);
    };
    signal.addEventListener('abort', () => fail(signal.reason), settle);
    socket.once('error', (error: NodeJS.ErrnoException) => fail(cannotConnect(path, error)));
    socket.once('connect', () => {
      settled.abort();
      resolve(new UnixSocket(socket));
    });
  });
}

function cannotConnect(path: string, error: NodeJS.ErrnoException): NixError {
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new NixError('refused', `I may not use the socket of the Nix daemon, ${path}.`, { cause: error });
  const why = error.code === 'ENOENT' ? 'there is no' : 'nobody answers at the';
  return new NixError('no-daemon', `The Nix daemon does not run: ${why} socket ${path}.`, { cause: error });
}

interface Receiver {
  resolve(piece: Uint8Array | undefined): void;
  reject(reason: Error): void;
}

class UnixSocket implements DaemonSocket {
  readonly #socket: Socket;
  readonly #pieces: Uint8Array[] = [];
  #waiting = 0;
  #isOver = false;
  #closedFor: Error | undefined;
  #receiver: Receiver | undefined;
  #limit: TimeLimit = { quietMs: 0 };
  #until = Number.POSITIVE_INFINITY;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (piece: Buffer) => this.#arrived(piece));
    socket.on('end', () => this.#over());
    socket.on('close', () => this.#over());
    // A peer that broke off is gone, as one that said goodbye.
    socket.on('error', () => this.#over());
    socket.on('timeout', () => this.#timeOut());
  }

  send(bytes: Uint8Array): void {
    if (!this.#isOver) this.#socket.write(bytes);
  }

  receive(): Promise<Uint8Array | undefined> {
    if (this.#closedFor) return Promise.reject(this.#closedFor);
    const piece = this.#pieces.shift();
    if (!piece && !this.#isOver)
      return new Promise((resolve, reject) => {
        this.#receiver = { resolve, reject };
      });
    if (piece) this.#waiting -= costOf(piece);
    if (this.#waiting < MOST_WAITING) this.#socket.resume();
    return Promise.resolve(piece);
  }

  get isQuiet(): boolean {
    return !this.#isOver && this.#pieces.length === 0;
  }

  limitTime(limit: TimeLimit): void {
    this.#limit = limit;
    this.#until = performance.now() + (limit.wholeMs ?? Number.POSITIVE_INFINITY);
    this.#socket.setTimeout(limit.quietMs);
  }

  keepProcess(alive: boolean): void {
    if (alive) this.#socket.ref();
    else this.#socket.unref();
  }

  close(reason?: Error): void {
    this.#closedFor ??= reason;
    this.#pieces.length = 0;
    this.#socket.destroy();
    this.#over();
  }

  #timeOut(): void {
    this.close(this.#limit.reason?.());
  }

  #arrived(piece: Buffer): void {
    if (performance.now() > this.#until) this.#timeOut();
    if (this.#isOver) return;
    const receiver = this.#takeReceiver();
    if (receiver) receiver.resolve(piece);
    else this.#putAside(piece);
  }

  #putAside(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#waiting += costOf(piece);
    if (this.#waiting >= MOST_WAITING) this.#socket.pause();
  }

  #over(): void {
    this.#isOver = true;
    const receiver = this.#takeReceiver();
    if (this.#closedFor) receiver?.reject(this.#closedFor);
    else receiver?.resolve(undefined);
  }

  #takeReceiver(): Receiver | undefined {
    const receiver = this.#receiver;
    this.#receiver = undefined;
    return receiver;
  }
}

function costOf(piece: Uint8Array): number {
  return piece.length + PIECE_COST;
}
