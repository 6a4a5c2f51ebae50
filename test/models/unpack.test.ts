import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryFor, modelEntries, openFolder, pull, TOP } from './fixture.ts';
import { install, installDamaged } from './install-archive.ts';
import { type ZipEntry, zip } from './zip.ts';

const whole = modelEntries();

test.each([
  ['packed entries', whole],
  ['stored entries', whole.map((entry) => ({ ...entry, stored: true }))],
  ['no entries for folders', whole.filter(({ name }) => !name.endsWith('/'))],
  ['no word on what kind its entries are', whole.map((entry) => ({ ...entry, mode: 0 }))],
])('an archive with %s is installed', async (_name, entries) => {
  expect(await install(zip(entries))).toMatchObject({ whole: true });
});

const plus = (...more: ZipEntry[]) => zip([...whole, ...more]);
const LINK = 0o120777;

const TRICKS: [string, Buffer, RegExp][] = [
  ['a path upwards', plus({ name: `${TOP}/../../evil`, data: 'x' }), /damaged|elsewhere/],
  [
    'a path upwards, hidden in the middle',
    plus({ name: `${TOP}/am/../../../evil`, data: 'x' }),
    /damaged|elsewhere/,
  ],
  ['an absolute path', plus({ name: '/tmp/evil', data: 'x' }), /damaged|absolute/],
  ['a drive', plus({ name: 'C:/evil', data: 'x' }), /damaged|absolute/],
  ['a backslash', plus({ name: `${TOP}/..\\evil`, data: 'x' }), /damaged|backslash/],
  ['a line break in a name', plus({ name: `${TOP}/a\nb`, data: 'x' }), /control character/],
  ['a zero byte in a name', plus({ name: `${TOP}/a\0b`, data: 'x' }), /control character/],
  ['an empty name', plus({ name: '', data: 'x' }), /elsewhere/],
  ['an empty part of a name', plus({ name: `${TOP}//x`, data: 'x' }), /elsewhere/],
  ['a dot as a part', plus({ name: `${TOP}/./x`, data: 'x' }), /elsewhere/],
  ['a very long name', plus({ name: `${TOP}/${'x'.repeat(500)}`, data: 'x' }), /too long/],
  ['a file beside the top folder', plus({ name: 'evil', data: 'x' }), /not in the folder/],
  [
    'a folder that only begins like the top folder',
    plus({ name: `${TOP}-evil/x`, data: 'x' }),
    /not in the folder/,
  ],
  ['a link', plus({ name: `${TOP}/link`, data: '/etc/passwd', mode: LINK }), /neither a file nor a folder/],
  [
    'a link that calls itself a folder',
    plus({ name: `${TOP}/link/`, mode: LINK }),
    /neither a file nor a folder/,
  ],
  ['a device', plus({ name: `${TOP}/null`, mode: 0o020666 }), /neither a file nor a folder/],
  ['a pipe', plus({ name: `${TOP}/pipe`, mode: 0o010666 }), /neither a file nor a folder/],
  [
    'a file that calls itself a folder',
    plus({ name: `${TOP}/x/`, data: 'x', mode: 0o040755 }),
    /content of its own/,
  ],
  ['the same name twice', plus({ name: `${TOP}/am/final.mdl`, data: 'evil' }), /there twice/],
  ['the same folder twice', plus({ name: `${TOP}/`, mode: 0o040755 }), /there twice/],
  [
    'a name that differs only in capitals',
    plus({ name: `${TOP}/am/FINAL.mdl`, data: 'evil' }),
    /only in capitals/,
  ],
  ['a folder that differs only in capitals', plus({ name: `${TOP}/AM/x`, data: 'evil' }), /only in capitals/],
  [
    'accents written in two ways',
    plus({ name: `${TOP}/\u00e9`, data: '1' }, { name: `${TOP}/e\u0301`, data: '2' }),
    /only in/,
  ],
  ['a file below a file', plus({ name: `${TOP}/am/final.mdl/x`, data: 'x' }), /there twice/],
  ['a file where a folder is', plus({ name: `${TOP}/am`, data: 'x' }), /there twice/],
  ['a password', plus({ name: `${TOP}/x`, data: 'x', flags: 1 }), /encrypted/],
  ['an unknown way of packing', plus({ name: `${TOP}/x`, data: 'x', method: 99 }), /packed in a way/],
  ['a wrong checksum', plus({ name: `${TOP}/x`, data: 'x', crc: 1 }), /damaged/],
  ['a bomb', plus({ name: `${TOP}/x`, data: Buffer.alloc(5_000_000) }), /bigger/],
  ['a small bomb', plus({ name: `${TOP}/x`, data: Buffer.alloc(150_000) }), /grows too much/],
  [
    'a bomb that lies about its size',
    plus({ name: `${TOP}/x`, data: Buffer.alloc(5_000_000), claimedSize: 10 }),
    /damaged/,
  ],
  ['a file that is smaller than it says', plus({ name: `${TOP}/x`, data: 'x', claimedSize: 10 }), /damaged/],
  [
    'too many files',
    plus(...Array.from({ length: 1000 }, (_, at) => ({ name: `${TOP}/${at}` }))),
    /more than 1000/,
  ],
  ['nothing in it', zip([]), /no speech model/],
  ['a file of the model missing', zip(whole.slice(0, -1)), /no speech model/],
  ['its end cut off', zip(whole).subarray(0, -30), /damaged/],
  ['its middle cut out', Buffer.concat([zip(whole).subarray(0, 100), zip(whole).subarray(1000)]), /damaged/],
  ['other bytes altogether', Buffer.from('<html>Not here</html>'), /damaged/],
  ['no bytes at all', Buffer.alloc(1), /damaged/],
];

test.each(TRICKS)(
  'an archive with %s is refused, and nothing of it stays',
  async (_name, archive, message) => {
    const { error, left } = await install(archive);
    expect(error?.message).toMatch(message);
    expect(error).toMatchObject({ name: 'ModelError', code: 'bad-archive' });
    expect(left).toEqual([]);
  },
);

test('a model much bigger than the catalogue says is refused before a byte is written', async () => {
  const { error } = await install(zip(whole), 100_000);
  expect(error).toMatchObject({ code: 'bad-archive', message: expect.stringContaining('much bigger') });
});

test('with a wrong byte anywhere an archive is refused, or the model is whole', async () => {
  await installDamaged(97);
});

test('what is installed can be read by its owner and is no program', async () => {
  await using folder = await openFolder();
  const archive = zip(
    whole.map((entry) => ({ ...entry, mode: entry.name.endsWith('/') ? 0o040777 : 0o104777 })),
  );
  const from = join(folder.path, 'archive.zip');
  await writeFile(from, archive);
  const model = entryFor(archive, 'http://127.0.0.1:9');
  const { folder: installed } = await pull(model, { folder: join(folder.path, 'models'), from });
  const { mode } = await stat(join(installed, 'am/final.mdl'));
  expect(mode & 0o7133).toBe(0);
  await using file = await open(join(installed, 'am/final.mdl'));
  expect((await readFile(file)).length).toBeGreaterThan(0);
});
