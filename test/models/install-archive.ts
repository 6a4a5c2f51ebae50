import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { entryFor, isWhole, modelEntries, openFolder, pull, TOP } from './fixture.ts';
import { zip } from './zip.ts';

/** Pulls `archive` as if the catalogue knew it, so that only what is in it can stop it. `left`: files that should not be. */
export async function install(archive: Buffer, unpackedBytes = 500_000, entries = modelEntries()) {
  await using folder = await openFolder();
  const from = join(folder.path, 'archive.zip');
  await writeFile(from, archive);
  const models = join(folder.path, 'models');
  const model = entryFor(archive, 'http://127.0.0.1:9', { unpackedBytes });
  try {
    const { folder: installed } = await pull(model, { folder: models, from });
    return { whole: await isWhole(installed, entries), left: [] };
  } catch (error) {
    const left = [...(await readdir(models)), ...(await readdir(folder.path))];
    return {
      error: error as Error & { code: string },
      left: left.filter((name) => name !== 'archive.zip' && name !== 'models'),
    };
  }
}

/** Installs a small archive again and again, with another of its bytes wrong each time. */
export async function installDamaged(everyBytes: number): Promise<void> {
  const graph = { name: `${TOP}/graph/HCLr.fst`, data: 'graph' };
  const entries = [...modelEntries().filter(({ name }) => name !== graph.name), graph];
  const archive = zip(entries);
  for (let at = 0; at < archive.length; at += everyBytes) {
    const damaged = Buffer.from(archive);
    damaged[at] = (damaged[at] as number) ^ 0xff;
    const { whole, error, left } = await install(damaged, 500_000, entries);
    expect(left).toEqual([]);
    if (error) expect(error).toMatchObject({ name: 'ModelError', code: 'bad-archive' });
    else expect(whole).toBe(true);
  }
}
