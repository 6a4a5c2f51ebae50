import { readFileSync } from 'node:fs';
import { ConfigError } from '#base/errors.ts';
import { listBackups } from './backups.ts';
import { differences, type SettingChange } from './differences.ts';
import { editFile } from './edit-file.ts';
import { textOf } from './settings-text.ts';

export interface RolledBack {
  /** The kept version that is in use again. */
  version: string;
  /** Setting by setting; undefined when what was there could not be read. */
  changes: readonly SettingChange[] | undefined;
}

/**
 * Brings the newest kept version back that is right and differs from the settings in use; these are kept, so that
 * rolling back again returns to them. Undefined when there is no such version. Throws `ConfigError` `unwritable`.
 */
export async function rollbackSettings(file: string): Promise<RolledBack | undefined> {
  const { readSettings } = await import('./read-settings.ts');
  let result: RolledBack | undefined;
  await editFile(file, (now) => {
    for (const { path } of listBackups(file)) {
      const kept = readFileSync(path);
      if (kept.equals(now ?? new Uint8Array())) continue;
      const then = settingsOf(kept);
      if (!then) continue;
      const before = now && settingsOf(now);
      result = { version: path, changes: before && differences(before, then) };
      return kept;
    }
    return undefined;
  });
  return result;

  /** Undefined when they are not right. */
  function settingsOf(bytes: Buffer) {
    try {
      const { written, problems } = readSettings(textOf(file, bytes));
      return problems.length === 0 ? written : undefined;
    } catch (error) {
      if (error instanceof ConfigError) return undefined;
      throw error;
    }
  }
}
