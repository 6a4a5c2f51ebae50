import { NixError } from '#base/errors.ts';
import type { ActivityRecord } from '../activity.ts';
import { DaemonError } from './daemon-error.ts';
import { type Greeting, shakeHands } from './handshake.ts';
import { GREETING_QUIET_MS, MOST_IN_MESSAGE, MOST_IN_REPLY, PATIENCE, QUERY_QUIET_MS } from './limits.ts';
import { readMessages } from './messages.ts';
import type { Operation } from './operation.ts';
import type { DaemonSocket, TimeLimit } from './socket.ts';
import { WireReader } from './wire-reader.ts';
import { WireWriter } from './wire-writer.ts';

export type OnRecord = (record: ActivityRecord) => void;

export interface QuietLimits {
  /** Milliseconds. */
  greetingMs: number;
  queryMs: number;
}

const USUAL: QuietLimits = { greetingMs: GREETING_QUIET_MS, queryMs: QUERY_QUIET_MS };

/** A conversation with the daemon: one request at a time. Closing it ends what the daemon does for it. */
export class DaemonConnection {
  readonly greeting: Greeting;
  readonly #socket: DaemonSocket;
  readonly #reader: WireReader;
  readonly #quiet: QuietLimits;

  private constructor(socket: DaemonSocket, reader: WireReader, greeting: Greeting, quiet: QuietLimits) {
    this.#socket = socket;
    this.#reader = reader;
    this.greeting = greeting;
    this.#quiet = quiet;
  }

  /** Shakes hands over `socket`, which is closed when that fails. */
  static async open(
    socket: DaemonSocket,
    storeDir: string,
    signal: AbortSignal,
    quiet: QuietLimits = USUAL,
  ): Promise<DaemonConnection> {
    const reader = new WireReader(socket, storeDir);
    socket.limitTime(silenceOf(quiet.greetingMs));
    const greeting = await closedOnFailure(socket, signal, () =>
      shakeHands(reader, (bytes) => socket.send(bytes)),
    );
    return new DaemonConnection(socket, reader, greeting, quiet);
  }

  /**
   * Rejects with the reason of `signal`, `DaemonError`, or a `NixError`: `daemon-gone`, `no-answer`, `protocol`.
   * After a failure the connection is usable only when the daemon had begun to work: what it refuses outright it may
   * refuse twice, and hang up.
   */
  async ask<Reply>(operation: Operation<Reply>, signal: AbortSignal, onRecord?: OnRecord): Promise<Reply> {
    signal.throwIfAborted();
    const { minor } = this.greeting;
    const { kind, name, since = 0 } = operation;
    if (minor < since)
      throw new NixError('protocol', `The Nix daemon is too old for ${name}: it speaks 1.${minor}.`);
    const [socket, reader] = [this.#socket, this.#reader];
    socket.limitTime(kind === 'query' ? silenceOf(this.#quiet.queryMs) : { quietMs: 0 });

    let hasBegun = false;
    return await closedOnFailure(
      socket,
      signal,
      async () => {
        socket.send(requestBytes(operation));
        reader.allow(MOST_IN_REPLY);
        await readMessages(
          reader,
          (record) => {
            hasBegun ||= record.type === 'start';
            onRecord?.(record);
          },
          () => {
            if (kind === 'work') reader.allow(MOST_IN_MESSAGE);
          },
        );
        if (kind === 'work') reader.allow(MOST_IN_REPLY);
        return await operation.read(reader, minor);
      },
      (error) => hasBegun && error instanceof DaemonError,
    );
  }

  /** Whether a request can be made; not while one is. */
  get isUsable(): boolean {
    return this.#socket.isQuiet && !this.#reader.hasUnread;
  }

  /** Lets the process end meanwhile, and closes after `ms`. */
  rest(ms: number): void {
    this.#socket.keepProcess(false);
    this.#socket.limitTime({ quietMs: ms });
  }

  wake(): void {
    this.#socket.keepProcess(true);
  }

  close(): void {
    this.#socket.close();
  }
}

/** An abort closes the socket, which is how one cancels; so does any failure of `talk` that `isHarmless` does not know. */
async function closedOnFailure<Reply>(
  socket: DaemonSocket,
  signal: AbortSignal,
  talk: () => Promise<Reply>,
  isHarmless: (error: unknown) => boolean = () => false,
): Promise<Reply> {
  const cancel = () => socket.close();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    return await talk();
  } catch (error) {
    if (signal.aborted || !isHarmless(error)) socket.close();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function requestBytes<Reply>(operation: Operation<Reply>): Uint8Array {
  const writer = new WireWriter().number(operation.number);
  operation.write?.(writer);
  return writer.bytes();
}

function silenceOf(quietMs: number): TimeLimit {
  const seconds = Math.round(quietMs / 1000);
  return {
    quietMs,
    wholeMs: quietMs * PATIENCE,
    reason: () => new NixError('no-answer', `The Nix daemon has not answered for ${seconds} seconds.`),
  };
}
