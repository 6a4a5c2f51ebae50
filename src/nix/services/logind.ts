import { type Bus, openBus } from '#base/dbus.ts';
import { NixError } from '#base/errors.ts';
import type { ScreenLock, ScreenReading } from '../screen-lock.ts';

const LOGIND = 'org.freedesktop.login1';
/** Who has not told by then is not waited for: changes must not hang on it. */
const PATIENCE_MS = 1_000;

/** Whose screen it is: the process that asks. */
interface Asker {
  pid: number;
  uid: number;
  /** `XDG_SESSION_ID`. */
  login?: string | undefined;
}

/**
 * Asks logind, over the bus of the system at `socket`, whether it was told that the screen is locked. The login session is
 * the one that the environment names, else the one of the process, else the desktop of its user, as for a service of theirs.
 * Whoever is logged in from elsewhere, as over ssh, or at a text console, is in a session of their own, which is never locked.
 */
export function logindScreen(socket: string, asker: Asker, patienceMs = PATIENCE_MS): ScreenLock {
  return {
    async read(signal) {
      signal.throwIfAborted();
      const enough = AbortSignal.timeout(patienceMs);
      const within = AbortSignal.any([signal, enough]);
      try {
        using bus = await openBus(socket, within);
        return (await readingOf(bus, asker, within)) ?? NO_LOGIN;
      } catch (error) {
        signal.throwIfAborted();
        if (enough.aborted) return { type: 'unknown', why: 'Logind does not answer in time.' };
        if (error instanceof NixError) return { type: 'unknown', why: error.message };
        throw error;
      }
    },
  };
}

const NO_LOGIN: ScreenReading = { type: 'unknown', why: 'Logind tells of no login session of yours.' };

async function readingOf(bus: Bus, asker: Asker, signal: AbortSignal): Promise<ScreenReading | undefined> {
  for (const find of [byName, byProcess, byDesktop]) {
    const path = await unlessRefused(find(bus, asker, signal));
    const session = path && (await unlessRefused(propertiesOf(bus, path, 'Session', signal)));
    if (!session || !isOfPerson(session)) continue;
    const login = String(session.Id);
    return { type: session.LockedHint === true ? 'locked' : 'unlocked', login };
  }
  return undefined;
}

/** Services of a user, and what runs by the clock, have sessions of their own before which nobody sits. */
function isOfPerson({ Class }: Readonly<Record<string, unknown>>): boolean {
  return String(Class).startsWith('user');
}

async function byName(bus: Bus, { login }: Asker, signal: AbortSignal): Promise<string | undefined> {
  if (!login) return undefined;
  return String(await manager(bus, 'GetSession', 's', login, signal));
}

async function byProcess(bus: Bus, { pid }: Asker, signal: AbortSignal): Promise<string> {
  return String(await manager(bus, 'GetSessionByPID', 'u', pid, signal));
}

async function byDesktop(bus: Bus, { uid }: Asker, signal: AbortSignal): Promise<string | undefined> {
  const user = String(await manager(bus, 'GetUser', 'u', uid, signal));
  const { Display: display } = await propertiesOf(bus, user, 'User', signal);
  const [id, path] = Array.isArray(display) ? display : [];
  return id ? String(path) : undefined;
}

function manager(bus: Bus, member: string, signature: string, argument: unknown, signal: AbortSignal) {
  const path = '/org/freedesktop/login1';
  const call = { destination: LOGIND, path, interface: `${LOGIND}.Manager`, member, signature };
  return bus.call({ ...call, body: [argument] }, signal);
}

async function propertiesOf(
  bus: Bus,
  path: string,
  of: 'Session' | 'User',
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const call = {
    destination: LOGIND,
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'GetAll',
    signature: 's',
    body: [`${LOGIND}.${of}`],
  };
  return (await bus.call(call, signal)) as Record<string, unknown>;
}

/** Undefined: logind knows no such session. */
async function unlessRefused<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}
