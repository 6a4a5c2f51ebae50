import { once } from 'node:events';
import { createClient, type MessageBus, toPlain } from 'dbus-native';
import { aborted } from './aborted.ts';
import { NixError } from './errors.ts';

/** One call of a method on a message bus; `signature` and `body` are its arguments. */
interface BusCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: readonly unknown[];
}

export interface Bus extends Disposable {
  /** The reply's value, plain. Throws NixError `refused` with the name of the error, or what `signal` was aborted with. */
  call(call: BusCall, signal: AbortSignal): Promise<unknown>;
}

/** Who has not answered by then will not. */
const PATIENCE_MS = 2_000;

/** Opens the bus at a unix socket. Throws NixError `not-installed` when nobody is there. */
export async function openBus(socket: string, signal: AbortSignal): Promise<Bus> {
  const bus = createClient({ socket });
  const { connection } = bus;
  const enough = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    await once(connection, 'connect', { signal: enough });
  } catch (cause) {
    connection.end();
    signal.throwIfAborted();
    throw new NixError('not-installed', `There is no message bus at ${socket}.`, { cause });
  }
  // What breaks later fails the call that waits.
  connection.on('error', () => {});
  return {
    call: (call, within) => callOn(bus, call, within),
    [Symbol.dispose]: () => connection.end(),
  };
}

async function callOn(
  bus: MessageBus,
  { body = [], ...call }: BusCall,
  signal: AbortSignal,
): Promise<unknown> {
  signal.throwIfAborted();
  try {
    const reply = bus.invoke({ ...call, body: [...body] }, { timeout: PATIENCE_MS });
    return toPlain(await Promise.race([reply.finally(), aborted(signal)]));
  } catch (cause) {
    signal.throwIfAborted();
    const name = (cause as { dbusName?: string }).dbusName ?? 'no answer';
    throw new NixError('refused', `${call.destination} did not do ${call.member}: ${name}.`, { cause });
  } finally {
    signal.throwIfAborted();
  }
}
