import { ConfigError } from '#base/errors.ts';
import { editFile } from './edit-file.ts';
import { migrateText } from './migrations.ts';
import { textOf } from './settings-text.ts';

/** Writes the settings in `file` as of this version, the old ones kept. Gives what was done, in sentences for people. */
export async function migrateFile(file: string, steps: readonly string[]): Promise<string> {
  const what = `The settings in ${file} are of an older version: ${steps.join(', ')}.`;
  try {
    await editFile(file, (bytes) => {
      const { parsed, steps: needed } = migrateText(bytes ? textOf(file, bytes) : '');
      // Another process may have been faster.
      return needed.length > 0 ? Buffer.from(parsed.text) : undefined;
    });
    return `${what} They were written anew; “ask-nix config rollback” brings the old file back.`;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return `${what} They hold, but could not be written anew. ${error.message}`;
  }
}
