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
    this.#resting = this.#resting.filter((connection) => connection.isUsable);
    const rested = this.#resting.pop();
    rested?.wake();
    const connection = rested ?? (await this.#openNow(signal));
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

  #rest(connection: DaemonConnection): void {
    connection.rest(this.#keptMs);
    this.#resting.push(connection);
  }

  async #openNow(signal: AbortSignal): Promise<DaemonConnection> {
    if (this.#isClosed) throw new InternalError('the daemon client was closed');
    const connection = await this.#open(signal);
    if (!this.#isClosed) return connection;
    connection.close();
    throw new InternalError('the daemon client was closed');
  }
}
