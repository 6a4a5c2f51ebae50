import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryFor } from './fixture.ts';
import { type ZipEntry, zip } from './zip.ts';

const EN_TINY = join(import.meta.dirname, '..', '..', 'models', 'en-tiny');

/** The bundled model as its makers would offer it. */
export async function enTinyArchive(topFolder: string): Promise<Buffer> {
  const entries: ZipEntry[] = [];
  for (const file of await readdir(EN_TINY, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const stored = entries.length % 2 === 0;
    entries.push({ name: `${topFolder}${path.slice(EN_TINY.length)}`, data: await readFile(path), stored });
  }
  return zip(entries);
}

/** A home of ask-nix whose catalogue offers the bundled model a second time, by the name `another`, at `url`. */
export async function writeHome(home: string, archive: Buffer, url: string): Promise<void> {
  const another = entryFor(archive, url, {
    name: 'another',
    fullName: 'vosk-model-another-0.1',
    topFolder: 'vosk-model-another-0.1',
    unpackedBytes: 7_300_000,
  });
  const { kind: _, url: __, archiveBytes: ___, sha256: ____, topFolder: _____, ...common } = another;
  const tiny = { ...common, kind: 'bundled', name: 'en-tiny', fullName: 'en-tiny', folder: 'en-tiny' };
  await mkdir(join(home, 'models'), { recursive: true });
  await symlink(EN_TINY, join(home, 'models', 'en-tiny'));
  await writeFile(join(home, 'models', 'catalog.json'), JSON.stringify({ models: [tiny, another] }));
}
