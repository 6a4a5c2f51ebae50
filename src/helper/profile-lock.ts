import { closeSync, constants, fstatSync, ftruncateSync, openSync, rmSync } from 'node:fs';
import { flock } from './flock.ts';
import type { HelperSettings } from './settings.ts';

/**
 * Takes Nix's own lock of `profile`, so that no program of Nix moves it meanwhile; undefined when somebody else keeps it
 * for `waitS` seconds. Disposing gives it back. Throws NixError when locks cannot be taken, and what the file system throws.
 */
export async function lockProfile(
  profile: string,
  waitS: number,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Disposable | undefined> {
  const file = `${profile}.lock`;
  for (;;) {
    const handle = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    let isOurs = false;
    try {
      if (!(await flock(handle, { as: 'exclusive', waitS }, settings, signal))) return undefined;
      isOurs = !isGivenBack(handle);
      if (isOurs) return { [Symbol.dispose]: () => giveBack(file, handle) };
    } finally {
      if (!isOurs) closeSync(handle);
    }
  }
}

/** Who gives it back deletes the file, and then makes it longer: who waited has to take the file that is there now. */
function isGivenBack(handle: number): boolean {
  return fstatSync(handle).size > 0;
}

function giveBack(file: string, handle: number): void {
  try {
    rmSync(file, { force: true });
    // A byte that is written, as by Nix, takes room, which a full disk has not.
    ftruncateSync(handle, 1);
  } finally {
    closeSync(handle);
  }
}
