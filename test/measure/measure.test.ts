import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const HERE = import.meta.dirname;
/** Where the originals are on the machines of those who change them. */
const ORIGINALS = join(HERE, '../../../shared/data');

const sums = new Map(
  (await readFile(join(HERE, 'SHA256SUMS'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => [line.slice(66), line.slice(0, 64)] as const),
);

const hash = async (file: string) => createHash('sha256').update(await readFile(file)).digest('hex');

test('the data that measures is what it was', async () => {
  const changed: string[] = [];
  for (const [file, sum] of sums) if ((await hash(join(HERE, file))) !== sum) changed.push(file);
  expect(changed).toEqual([]);
});

test('no file was added beside it', async () => {
  for (const folder of ['nlu', 'score', 'speech-dev']) {
    const entries = await readdir(join(HERE, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.filter((file) => !sums.has(file.slice(HERE.length + 1)))).toEqual([]);
  }
});

test('it is the same as the originals, where those are', async () => {
  const present = [...sums].filter(([file]) => existsSync(join(ORIGINALS, file)));
  const differing: string[] = [];
  for (const [file, sum] of present) if ((await hash(join(ORIGINALS, file))) !== sum) differing.push(file);
  expect(differing).toEqual([]);
});
