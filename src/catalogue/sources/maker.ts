import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

const CATALOGUE = fileURLToPath(new URL('..', import.meta.url));
const SPOKEN = fileURLToPath(new URL('../../../grammars/en/packages.json', import.meta.url));

/** Of the program that makes catalogues and of what it adds: what another made may be in another form, or lack names. */
export function makerFingerprint(): string {
  const files = [CATALOGUE, join(CATALOGUE, 'bundled'), join(CATALOGUE, 'sources')].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(folder, name))
      .sort(),
  );
  let sum = 0;
  for (const file of [...files, SPOKEN]) sum = crc32(readFileSync(file), sum);
  return sum.toString(16);
}
