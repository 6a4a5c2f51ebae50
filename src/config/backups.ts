import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeDurably } from '#base/durable-file.ts';

/** How many versions of the settings are kept. */
const KEPT = 20;

export interface Backup {
  /** The greater, the newer. */
  number: number;
  path: string;
}

/** Where the versions of a settings file are, each a whole file with a number in its name. */
export function backupFolder(file: string): string {
  return join(dirname(file), 'backups');
}

/** Newest first. */
export function listBackups(file: string): readonly Backup[] {
  return numbered(file)
    .map((number) => ({ number, path: backupPath(file, number) }))
    .sort((a, b) => b.number - a.number);
}

/** Keeps `bytes` as the newest version, if they are not already. Throws what the file system throws. */
export function keepBackup(file: string, bytes: Uint8Array): void {
  const [newest] = listBackups(file);
  if (newest && readFileSync(newest.path).equals(bytes)) return;
  writeDurably(backupPath(file, (newest?.number ?? 0) + 1), bytes);
}

/** Writes `bytes` as the version to come; `accept` makes it the newest, and old ones go. */
export function prepareBackup(file: string, bytes: Uint8Array): { accept(): void } {
  const prepared = join(backupFolder(file), 'next');
  writeDurably(prepared, bytes);
  return {
    accept() {
      const [newest, ...older] = listBackups(file);
      renameSync(prepared, backupPath(file, (newest?.number ?? 0) + 1));
      for (const { path } of older.slice(KEPT - 2)) rmSync(path, { force: true });
    },
  };
}

function backupPath(file: string, number: number): string {
  return join(backupFolder(file), `config.${number}.yaml`);
}

function numbered(file: string): readonly number[] {
  try {
    return readdirSync(backupFolder(file)).flatMap((name) => {
      const number = /^config\.(\d{1,9})\.yaml$/.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
