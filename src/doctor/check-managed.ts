import { type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { managedFile, readManaged } from '#nix/configuration/managed-file.ts';
import type { NixPlaces } from '#nix/places.ts';
import { sayCount } from '#phrasing/say-count.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

/** Whether the file in which we say what the system has is one that we understand, and root's. Throws `NixError`. */
export function checkManaged(places: Pick<NixPlaces, 'configuration'>): Found {
  const file = managedFile(places);
  const name = basename(file);
  const read = readManaged(places);
  if (read.type === 'damaged') {
    if (read.isNewer)
      return failed(
        `${name} was written by a newer version of ask-nix.`,
        'Update ask-nix; I change nothing there.',
      );
    const line = read.line === undefined ? '' : `, line ${read.line}`;
    return failed(`There is a mistake in ${name}${line}: ${read.message}.`, `Mend it in ${file}.`);
  }
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return ok('Nothing has been changed by me yet.');
  const { packages, options } = read.config;
  const has = `${sayCount(packages.length, 'package')} and ${sayCount(Object.keys(options).length, 'option')}`;
  const odd = oddityOf(stats);
  if (odd === undefined) return ok(`${name} has ${has}.`);
  return degraded(
    `${name} has ${has}, and ${odd}.`,
    `Give it to root: sudo chown root:root ${file}; sudo chmod 644 ${file}`,
  );
}

/** Who else could write it would be root after the next switch. */
function oddityOf({ uid, mode }: Stats): string | undefined {
  if (uid !== 0) return 'does not belong to root';
  return (mode & 0o022) === 0 ? undefined : 'others than root can write it';
}
