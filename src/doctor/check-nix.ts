import { NixError } from '#base/errors.ts';
import type { Imported } from '#nix/configuration/imported.ts';
import type { Daemon } from '#nix/daemon/daemon.ts';
import type { UnitReader } from '#nix/services/service-state.ts';
import type { StoreDatabase } from '#nix/store/store-database.ts';
import type { StoreRefusal } from '#nix/store/store-refusal.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

/** Throws `NixError` when the daemon answers and says what it should not. */
export async function checkDaemon(daemon: Pick<Daemon, 'greeting'>, signal: AbortSignal): Promise<Found> {
  try {
    const { nixVersion, minor } = await daemon.greeting(signal);
    return ok(`The daemon of Nix ${nixVersion ?? 'of an old version'} answers, by protocol 1.${minor}.`);
  } catch (error) {
    if (!(error instanceof NixError) || !DEAD.has(error.code)) throw error;
    return failed(error.message, 'Type: sudo systemctl restart nix-daemon');
  }
}

const DEAD: ReadonlySet<NixError['code']> = new Set(['no-daemon', 'no-answer', 'daemon-gone']);

/** Whether the store's database is read by ourselves, or the daemon has to be asked for all of it. */
export function checkStore(database: Pick<StoreDatabase, 'read'>): Found {
  const read = database.read((store) => store.size().paths);
  if (read.type === 'read') return ok(`I read the database of the store: ${read.value} paths.`);
  const { why, detail } = read;
  if (why === 'malformed')
    return failed(
      `The database of the store is damaged (${detail}).`,
      'Copy the folder db of Nix away before anything else; until it is mended nothing can be built.',
    );
  const message = `I cannot read the database of the store (${detail}), and ask the daemon.`;
  return degraded(message, REMEDIES[why]);
}

const REMEDIES: Readonly<Record<Exclude<StoreRefusal['why'], 'malformed'>, string>> = {
  missing: 'Look whether Nix is installed here.',
  unreadable: 'It is slower: let everybody read the folder db of Nix.',
  'wrong-schema': 'Update ask-nix to one that knows this Nix.',
  busy: 'It is slower; look again when Nix is less busy.',
  'unmerged-changes': 'It is slower; look again when Nix is less busy.',
};

/** Any unit will do: it is asked who answers, not what. */
const ANY_UNIT = 'nix-daemon';

/** Over the bus of systemd nothing has to be started; its program is asked where that does not answer. */
export async function checkServices(
  bus: UnitReader,
  program: UnitReader,
  signal: AbortSignal,
): Promise<Found> {
  if (await answers(bus, signal)) return ok('Services are asked about over the bus of systemd.');
  if (await answers(program, signal)) return ok('Services are asked about by the program systemctl.');
  return degraded('Nobody tells how services are.', 'Look whether systemd runs, and its bus.');
}

async function answers(reader: UnitReader, signal: AbortSignal): Promise<boolean> {
  try {
    await reader.read([ANY_UNIT], signal);
    return true;
  } catch (error) {
    if (error instanceof NixError) return false;
    throw error;
  }
}

export function noConfiguration(folder: string): Found {
  return failed(
    `There is no configuration: ${folder} is not there.`,
    'Type: ask-nix config set nix.places.configuration, and its folder.',
  );
}

/** Whether what we write reaches the system. `module`: our file, to be copied. */
export function checkConfiguration(found: Imported, module: string, distrusted?: string): Found {
  if (distrusted !== undefined)
    return degraded(
      `Your configuration is not root's alone, so the root helper leaves it: ${distrusted}`,
      'Give all of its folder to root, with chown, and let nobody else write there.',
    );
  if (found.type === 'imported') return ok('Your configuration imports ask-nix.nix.');
  const { file, text, line, hasModule } = found;
  const where = line === undefined ? `write in ${file}: ${text}` : `add ${text} in ${file}, line ${line}`;
  return degraded(
    'Your configuration does not import ask-nix.nix, so what I write changes nothing.',
    hasModule ? `Once ${where}.` : `Once copy ${module} beside it, and ${where}.`,
  );
}
