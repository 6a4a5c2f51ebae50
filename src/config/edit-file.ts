import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { ConfigError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import { keepBackup, prepareBackup } from './backups.ts';
import { writeDurably } from './replace-file.ts';
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
    backup.accept();
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

function unwritable(file: string, cause: unknown): ConfigError {
  return new ConfigError('unwritable', `${whyUnwritable(file, cause)} Nothing was changed.`, { cause });
}

function whyUnwritable(file: string, cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full, so that the settings in ${file} cannot be written: make room first.`;
    case 'EACCES':
    case 'EPERM':
      return `You may not write the settings in ${file} (${code}): see who owns it and its folder.`;
    case 'EROFS':
      return `The settings in ${file} are on a disk that can only be read.`;
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no folder for the settings in ${file}, and none can be made (${code}): is there a home?`;
    default:
      return `The settings in ${file} cannot be written: ${code ?? message}.`;
  }
}
