import type { Clock } from '#base/clock.ts';
import { withBackOff } from './back-off.ts';
import { DaemonConnection, type QuietLimits } from './connection.ts';
import { ConnectionPool } from './pool.ts';
import { type DaemonSettings, setOptions } from './settings.ts';
import { connectSocket } from './socket.ts';

export interface ReachOptions {
  socket: string;
  storeDir: string;
  settings?: DaemonSettings;
  clock: Clock;
  quiet?: QuietLimits;
  keptMs?: number;
}

/** Ways to a connection with the daemon, also while it restarts. */
export interface Reach extends Disposable {
  /** Disposing lets others have it, if it is still usable. */
  connection(signal: AbortSignal): Promise<Disposable & { connection: DaemonConnection }>;
  /** `ask` on one connection after the other, until one holds. */
  persistently<Reply>(
    ask: (connection: DaemonConnection) => Promise<Reply>,
    signal: AbortSignal,
  ): Promise<Reply>;
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

  async function lend(signal: AbortSignal) {
    const connection = await pool.take(signal);
    return { connection, [Symbol.dispose]: () => pool.giveBack(connection) };
  }
  /** A daemon that was there is restarting; one that never was is not there. */
  const isWorthIt = () => wasReached;

  return {
    connection: (signal) => withBackOff(() => lend(signal), isWorthIt, clock, signal),
    persistently: (ask, signal) =>
      withBackOff(
        async () => {
          using lent = await lend(signal);
          return await ask(lent.connection);
        },
        isWorthIt,
        clock,
        signal,
      ),
    [Symbol.dispose]: () => pool[Symbol.dispose](),
  };
}
