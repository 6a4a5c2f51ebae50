import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NixError } from '#base/errors.ts';
import type { NixPlaces } from '../places.ts';

/** A channel brings a database of who has which command; only root's is of the system. */
export function programsDatabaseOf({ state }: Pick<NixPlaces, 'state'>): string | undefined {
  return ['nixos', 'nixpkgs']
    .map((channel) => join(state, 'profiles/per-user/root/channels', channel, 'programs.sqlite'))
    .find((file) => existsSync(file));
}

/** Attributes of the packages that bring `program`. Throws `NixError` `bad-state` when the database cannot be read. */
export function providersInDatabase(file: string, program: string, system: string): readonly string[] {
  try {
    using database = new DatabaseSync(file, { readOnly: true });
    const rows = database
      .prepare('SELECT DISTINCT package FROM Programs WHERE name = ? AND system = ? ORDER BY package')
      .all(program, system);
    return rows.map((row) => String(row.package));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new NixError('bad-state', `The database of commands in ${file} cannot be read: ${why}.`, { cause });
  }
}
