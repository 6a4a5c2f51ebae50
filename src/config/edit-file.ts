import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { diskTroubleOf, sayDiskTrouble } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { ConfigError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import { keepBackup, prepareBackup } from './backups.ts';
import { readSettingsBytes } from './settings-text.ts';

/** Writing takes milliseconds; whoever has the lock for longer has been stopped. */
const WAIT_MS = 3_000;
const ASK_AGAIN_MS = 20;

/**
 * Replaces what is in `file` by what `edit` makes of it; undefined leaves it as it is. Both versions are kept as backups.
 * One writer at a time. Throws `ConfigError` `unwritable`, and what `edit` throws; then the file is as it was.
 */
export async function editFile(
  file: string,
  edit: (before: Buffer | undefined) => Uint8Array | undefined,
): Promise<void> {
  try {
    const target = targetOf(file);
    makeFolder(dirname(target));
    using _lock = await lockOf(target);
    const before = readSettingsBytes(target);
    const after = edit(before);
    if (after === undefined) return;
    keepBackup(file, before ?? new Uint8Array());
    const backup = prepareBackup(file, after);
    writeDurably(target, after);
    try {
      backup.accept();
    } catch (error) {
      // The settings are changed by now, and the next change keeps this version of them.
      if (!diskTroubleOf(error)) throw error;
    }
  } catch (error) {
    throw error instanceof ConfigError ? error : unwritable(file, error);
  }
}

/** The file that a link leads to: it is what is written, and the link stays. */
function targetOf(file: string): string {
  let target: string;
  try {
    target = realpathSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return file;
  }
  if (!/\/store\/[0-9a-z]{32}-/.test(target)) return target;
  throw new ConfigError(
    'unwritable',
    `The settings in ${file} are made by Nix (${target}), for example by home-manager: change them there.`,
  );
}

async function lockOf(target: string): Promise<Disposable> {
  const { signal } = new AbortController();
  const until = systemClock.now() + WAIT_MS;
  for (;;) {
    const lock = takeLock(join(dirname(target), '.config.lock'));
    if (Symbol.dispose in lock) return lock;
    if (systemClock.now() > until) {
      throw new ConfigError(
        'unwritable',
        `Process ${lock.heldBy} is changing the settings: try again when it is done.`,
      );
    }
    await systemClock.sleep(ASK_AGAIN_MS, signal);
  }
}

const REMEDIES = {
  'no-space': 'Make room first.',
  unwritable: 'See who owns it and its folder.',
  'disk-failed': 'See whether there is a folder for it.',
};

/** What the file system said; an error that is none of its is thrown on. */
function unwritable(file: string, cause: unknown): ConfigError {
  const trouble = diskTroubleOf(cause);
  if (trouble === undefined) throw cause;
  return new ConfigError(
    'unwritable',
    `The settings in ${file} cannot be written: ${sayDiskTrouble(cause)}. ${REMEDIES[trouble]} Nothing was changed.`,
    { cause },
  );
}
