import { join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { ConfigError } from '#base/errors.ts';
import { fileAudit } from './audit.ts';
import { sayFault } from './failure.ts';
import type { OwnProgram } from './job.ts';
import { helperFiles } from './own-files.ts';
import { serve } from './serve.ts';
import { readSettings } from './settings.ts';
import { distrustOf, sayDistrust } from './trust.ts';

/** systemd hands over the first of its sockets under this number. */
const HANDED_SOCKET = 3;
const IDLE_MS = 120_000;
const LIMITS = { callMs: 10_000, farewellMs: 5_000 };

/** Serves as the root-owned `settingsFile` says, until it is told to end. Throws `ConfigError`. */
export async function serveAs(settingsFile: string, isSocketHanded: boolean): Promise<void> {
  const program = ownProgram(settingsFile);
  const distrust = distrustOf(helperFiles(program));
  if (distrust)
    throw new ConfigError('bad-settings', `I do not run as root from there: ${sayDistrust(distrust)}`);
  const settings = readSettings(settingsFile);
  const place = isSocketHanded ? { fd: HANDED_SOCKET } : settings.socket;
  if (!place)
    throw new ConfigError('bad-settings', `${settingsFile} tells no socket, and none was handed over.`);
  const audit = fileAudit(settings.log, () => systemClock.now());
  const onFault = (error: unknown) =>
    void process.stderr.write(`ask-nix-helper: this is a bug of ours: ${sayFault(error)}\n`);
  const options = { settings, program, clock: systemClock, audit, onFault, place, limits: LIMITS };
  await serve({ ...options, ...(isSocketHanded && { idleMs: IDLE_MS }) }, endingSignal());
}

function endingSignal(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => ending.abort(new Error(`stopped by ${signal}`)));
  return ending.signal;
}

function ownProgram(settingsFile: string): OwnProgram {
  const home = join(import.meta.dirname, '..', '..');
  return { node: process.execPath, file: join(home, 'bin', 'ask-nix-helper'), home, settingsFile };
}
