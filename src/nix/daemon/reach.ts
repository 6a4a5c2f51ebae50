import type { Clock } from '#base/clock.ts';
import { withBackOff } from './back-off.ts';
import { DaemonConnection, type QuietLimits } from './connection.ts';
import { ConnectionPool } from './pool.ts';
import { type DaemonSettings, setOptions } from './settings.ts';
import { connectSocket } from './socket.ts';

/** A fifth of a second, with the pauses between them. */
const MOST_FIRST_ATTEMPTS = 4;

interface ReachOptions {
  socket: string;
  storeDir: string;
  settings?: DaemonSettings;
  clock: Clock;
  quiet?: QuietLimits;
  keptMs?: number;
}

/** Ways to a connection with the daemon, also while it restarts. */
export interface Reach extends Disposable {
  /**
   * A new one, which nobody else gets: it cannot be stale, and the temporary roots of what is done over it end when it
   * is disposed.
   */
  ownConnection(signal: AbortSignal): Promise<OwnConnection>;
  /** `ask` on one of the kept connections after the other, until one holds. */
  persistently<Reply>(
    ask: (connection: DaemonConnection) => Promise<Reply>,
    signal: AbortSignal,
  ): Promise<Reply>;
}

interface OwnConnection extends Disposable {
  connection: DaemonConnection;
}

export function reachDaemon({ socket, storeDir, settings, clock, quiet, keptMs }: ReachOptions): Reach {
  let wasReached = false;
  const pool = new ConnectionPool(async (signal) => {
    const connection = await DaemonConnection.open(
      await connectSocket(socket, signal),
      storeDir,
      signal,
      quiet,
    );
    wasReached = true;
    if (settings) await connection.ask(setOptions(settings), signal);
    return connection;
  }, keptMs);

  async function own(signal: AbortSignal): Promise<OwnConnection> {
    const connection = await pool.takeNew(signal);
    return {
      connection,
      [Symbol.dispose]() {
        connection.close();
        pool.giveBack(connection);
      },
    };
  }
  async function onKept<Reply>(ask: (connection: DaemonConnection) => Promise<Reply>, signal: AbortSignal) {
    const connection = await pool.take(signal);
    try {
      return await ask(connection);
    } finally {
      pool.giveBack(connection);
    }
  }
  /** A daemon that was there is restarting; one that never was may just be starting, but not for long. */
  const isWorthIt = (attempts: number) => wasReached || attempts < MOST_FIRST_ATTEMPTS;

  return {
    ownConnection: (signal) => withBackOff(() => own(signal), isWorthIt, clock, signal),
    persistently: (ask, signal) => withBackOff(() => onKept(ask, signal), isWorthIt, clock, signal),
    [Symbol.dispose]: () => pool[Symbol.dispose](),
  };
}
