import { InternalError } from '#base/errors.ts';
import type { DaemonConnection } from './connection.ts';
import { KEPT_MS, MOST_KEPT } from './limits.ts';

/** Connections that rest until they are needed again: the daemon starts a process for each new one. */
export class ConnectionPool implements Disposable {
  readonly #open: (signal: AbortSignal) => Promise<DaemonConnection>;
  readonly #keptMs: number;
  readonly #lent = new Set<DaemonConnection>();
  #resting: DaemonConnection[] = [];
  #isClosed = false;

  constructor(open: (signal: AbortSignal) => Promise<DaemonConnection>, keptMs = KEPT_MS) {
    this.#open = open;
    this.#keptMs = keptMs;
  }

  /** The one used last, so that the others can be closed, or a new one. */
  async take(signal: AbortSignal): Promise<DaemonConnection> {
    const rested = this.#lastUsable();
    if (!rested) return await this.takeNew(signal);
    rested.wake();
    this.#lent.add(rested);
    return rested;
  }

  async takeNew(signal: AbortSignal): Promise<DaemonConnection> {
    if (this.#isClosed) throw wasClosed();
    const connection = await this.#open(signal);
    if (this.#isClosed) {
      connection.close();
      throw wasClosed();
    }
    this.#lent.add(connection);
    return connection;
  }

  giveBack(connection: DaemonConnection): void {
    this.#lent.delete(connection);
    if (this.#isClosed || !connection.isUsable || this.#resting.length >= MOST_KEPT) connection.close();
    else this.#rest(connection);
  }

  /** Closes all connections, also those in use. */
  [Symbol.dispose](): void {
    this.#isClosed = true;
    for (const connection of [...this.#resting, ...this.#lent]) connection.close();
  }

  #lastUsable(): DaemonConnection | undefined {
    const usable = this.#resting.filter((connection) => connection.isUsable);
    for (const connection of this.#resting) if (!usable.includes(connection)) connection.close();
    this.#resting = usable;
    return usable.pop();
  }

  #rest(connection: DaemonConnection): void {
    connection.rest(this.#keptMs);
    this.#resting.push(connection);
  }
}

function wasClosed(): InternalError {
  return new InternalError('the daemon client was closed');
}
