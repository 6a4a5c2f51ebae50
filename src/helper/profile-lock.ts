import { closeSync, constants, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { runTool } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** A program of Nix has it for milliseconds. */
const PATIENCE_S = '10';
const HELD = 75;

/**
 * Takes Nix's own lock of `profile`, so that no program of Nix moves it meanwhile; waits for who has it. Disposing gives it
 * back. `unavailable`: there is no `flock`, which takes such locks for us, as Node cannot. Throws what the file system throws.
 */
export async function lockProfile(
  profile: string,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Disposable | 'held' | 'unavailable'> {
  const file = `${profile}.lock`;
  for (;;) {
    const handle = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    let isOurs = false;
    try {
      const end = await flock(handle, settings, signal);
      if (end !== 'locked') return end;
      isOurs = !isGivenBack(handle);
      if (isOurs) return { [Symbol.dispose]: () => giveBack(file, handle) };
    } finally {
      if (!isOurs) closeSync(handle);
    }
  }
}

/** Such a lock belongs to the open file: we have it when the program that took it has ended. */
async function flock(
  handle: number,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<'locked' | 'held' | 'unavailable'> {
  const patience = ['--wait', PATIENCE_S, '--conflict-exit-code', `${HELD}`];
  const argv = ['flock', '--exclusive', ...patience, '3'] as const;
  const { exitCode } = await runTool([...argv], settings, signal, { handed: handle });
  if (exitCode === 0) return 'locked';
  return exitCode === HELD ? 'held' : 'unavailable';
}

/** Who gives it back deletes the file, and then writes into it: who waited has to take the file that is there now. */
function isGivenBack(handle: number): boolean {
  return fstatSync(handle).size > 0;
}

function giveBack(file: string, handle: number): void {
  try {
    unlinkSync(file);
    writeSync(handle, 'd');
  } finally {
    closeSync(handle);
  }
}
