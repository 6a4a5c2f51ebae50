import { statSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takeModels } from '#models/installing.ts';
import { type Answer, cutAfter, openServer, serve } from './archive-server.ts';
import { entryFor, isWhole, modelArchive, openFolder, pull, TOP } from './fixture.ts';

const archive = modelArchive();
const PART = `${TOP}.part`;

test('a model is fetched, checked, unpacked and installed, and nothing else stays', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  const {
    folder: installed,
    wasThere,
    steps,
  } = await pull(entryFor(archive, server.url), { folder: folder.path });
  expect(wasThere).toBe(false);
  expect(installed).toBe(join(folder.path, TOP));
  expect(await isWhole(installed)).toBe(true);
  expect(await folder.names()).toEqual([TOP]);
  expect([...new Set(steps.map(({ phase }) => phase))]).toEqual(['downloading', 'checking', 'unpacking']);
  const downloaded = steps.filter(({ phase }) => phase === 'downloading');
  expect(downloaded.at(-1)).toMatchObject({ done: archive.length, total: archive.length });
  for (const { done, total } of steps) expect(done).toBeLessThanOrEqual(total);
});

test('a model that is there is not fetched again; a broken one is', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  const model = entryFor(archive, server.url);
  await pull(model, { folder: folder.path });
  expect((await pull(model, { folder: folder.path })).wasThere).toBe(true);
  expect(server.requests).toHaveLength(1);
  await rm(join(folder.path, TOP, 'am'), { recursive: true });
  expect((await pull(model, { folder: folder.path })).wasThere).toBe(false);
  expect(await isWhole(join(folder.path, TOP))).toBe(true);
  expect(await folder.names()).toEqual([TOP]);
});

test('a cut connection is taken up where it was cut', async () => {
  await using folder = await openFolder();
  const cut = cutAfter(archive, 150_000, join(folder.path, PART));
  await using server = await openServer((request, response, nth) =>
    (nth < 3 ? cut : serve(archive))(request, response, nth),
  );
  const { folder: installed } = await pull(entryFor(archive, server.url), { folder: folder.path });
  expect(await isWhole(installed)).toBe(true);
  expect(server.requests.map(({ headers }) => headers.range)).toEqual([
    undefined,
    'bytes=150000-',
    'bytes=300000-',
  ]);
  expect(server.requests[1]?.headers['if-range']).toBe('"one"');
});

test('what came before Ctrl-C is kept for the next time', async () => {
  await using server = await openServer((_request, response) => {
    response.writeHead(200, { 'Content-Length': archive.length, ETag: '"one"' });
    response.write(archive.subarray(0, 100_000));
  });
  await using folder = await openFolder();
  const stop = new AbortController();
  const model = entryFor(archive, server.url);
  const options = { folder: folder.path, stalledMs: 60_000 };
  const pulling = expect(pull(model, options, stop.signal)).rejects.toThrow('stopped');
  const part = join(folder.path, PART);
  while ((statSync(part, { throwIfNoEntry: false })?.size ?? 0) < 100_000) await sleep(5);
  stop.abort(new Error('stopped'));
  await pulling;
  expect(await folder.names()).toEqual([PART, `${PART}.json`]);
  expect(await readFile(join(folder.path, PART))).toEqual(archive.subarray(0, 100_000));
  await using good = await openServer(serve(archive));
  const { steps, folder: installed } = await pull(entryFor(archive, good.url), { folder: folder.path });
  expect(steps[0]?.done).toBe(100_000);
  expect(good.requests[0]?.headers.range).toBe('bytes=100000-');
  expect(await isWhole(installed)).toBe(true);
});

/** As an earlier pull left it. */
async function writePart(folder: string, bytes: Uint8Array): Promise<void> {
  const { sha256 } = entryFor(archive, 'http://127.0.0.1:9');
  await writeFile(join(folder, PART), bytes);
  await writeFile(join(folder, `${PART}.json`), JSON.stringify({ sha256, tag: '"one"' }));
}

/** A server that keeps to no rule, met with 100 kB already there. */
const RESUMED: [string, (nth: number) => Answer][] = [
  ['has no ranges', () => (_request, response) => void response.writeHead(200).end(archive)],
  ['has another version of the file', () => serve(archive, '"two"')],
  [
    'gives another part than asked for',
    (nth) => (request, response) => {
      if (nth > 1) return serve(archive)(request, response, nth);
      response.writeHead(206, { 'Content-Range': `bytes 5-9/${archive.length}` }).end('wrong');
    },
  ],
  [
    'gives a part without saying which',
    (nth) => (request, response) =>
      nth > 1 ? serve(archive)(request, response, nth) : void response.writeHead(206).end('wrong'),
  ],
  [
    'says that there is no such part',
    (nth) => (request, response) =>
      nth > 1 ? serve(archive)(request, response, nth) : void response.writeHead(416).end(),
  ],
];

test.each(RESUMED)('a server that %s is asked for the whole', async (_name, answer) => {
  await using folder = await openFolder();
  await writePart(folder.path, archive.subarray(0, 100_000));
  await using server = await openServer((request, response, nth) => answer(nth)(request, response, nth));
  const { folder: installed } = await pull(entryFor(archive, server.url), { folder: folder.path });
  expect(await isWhole(installed)).toBe(true);
});

test('kept bytes that are wrong are fetched anew, once', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  const model = entryFor(archive, server.url);
  await writePart(folder.path, Buffer.alloc(100_000));
  expect(await isWhole((await pull(model, { folder: folder.path })).folder)).toBe(true);
  expect(server.requests.map(({ headers }) => headers.range)).toEqual(['bytes=100000-', undefined]);
});

test.each([
  ['no note', undefined],
  ['a torn note', '{"sha256": "'],
  ['a note of another archive', JSON.stringify({ sha256: 'f'.repeat(64) })],
])('a part with %s is of no use', async (_name, note) => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  await writeFile(join(folder.path, PART), Buffer.alloc(100_000));
  if (note !== undefined) await writeFile(join(folder.path, `${PART}.json`), note);
  await pull(entryFor(archive, server.url), { folder: folder.path });
  expect(server.requests[0]?.headers.range).toBeUndefined();
  expect(await folder.names()).toEqual([TOP]);
});

const wrong = Buffer.from(archive);
wrong[200_000] = (wrong[200_000] as number) ^ 1;

/** What a server does; the code of the error; how often it is asked. */
const BAD_SERVERS: [string, Answer, string, number][] = [
  ['does not know the file', (_request, response) => void response.writeHead(404).end(), 'refused', 1],
  ['is out of order', (_request, response) => void response.writeHead(500).end(), 'unreachable', 3],
  ['is busy', (_request, response) => void response.writeHead(429).end(), 'unreachable', 3],
  ['answers nothing', () => {}, 'unreachable', 3],
  [
    'stalls in the middle',
    (_request, response) => {
      response.writeHead(200, { 'Content-Length': archive.length });
      response.write(archive.subarray(0, 5));
    },
    'unreachable',
    3,
  ],
  ['always cuts the line', (request) => void request.socket.destroy(), 'unreachable', 3],
  ['speaks no HTTP', (request) => void request.socket.end('hello\r\n\r\n'), 'unreachable', 3],
  [
    'announces a file that is too long',
    (_request, response) => {
      response
        .writeHead(200, { 'Content-Length': archive.length + 1 })
        .end(Buffer.concat([archive, Buffer.alloc(1)]));
    },
    'wrong-content',
    1,
  ],
  [
    'gives more than it should without an end',
    (_request, response) => {
      const more = () =>
        void (response.write(Buffer.alloc(100_000)) ? setImmediate(more) : response.once('drain', more));
      more();
    },
    'wrong-content',
    1,
  ],
  [
    'gives too little and says nothing of it',
    (_request, response) => {
      response.flushHeaders();
      response.end(archive.subarray(0, 1000));
    },
    'unreachable',
    3,
  ],
  ['gives wrong bytes', serve(wrong), 'wrong-content', 1],
  ['gives another archive', serve(Buffer.alloc(archive.length)), 'wrong-content', 1],
  ['gives a part unasked', (_request, response) => void response.writeHead(206).end(archive), 'refused', 1],
  [
    'redirects in a loop',
    (_request, response) => void response.writeHead(302, { Location: '/again' }).end(),
    'refused',
    6,
  ],
  ['redirects to nowhere', (_request, response) => void response.writeHead(302).end(), 'refused', 1],
  [
    'redirects to a file of ours',
    (_request, response) => void response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    'refused',
    1,
  ],
];

test.each(BAD_SERVERS)(
  'a server that %s: nothing is installed, and it is said',
  async (_name, answer, code, asked) => {
    await using server = await openServer(answer);
    await using folder = await openFolder();
    const options = { folder: folder.path, ...(code === 'unreachable' ? { stalledMs: 150 } : {}) };
    await expect(pull(entryFor(archive, server.url), options)).rejects.toMatchObject({
      name: 'ModelError',
      code,
      message: expect.stringMatching(/127\.0\.0\.1.*\. .*\./s),
    });
    expect((await folder.names()).filter((name) => !name.startsWith(PART))).toEqual([]);
    expect(server.requests).toHaveLength(asked);
  },
);

test('never more than the archive is written, whatever the server gives', async () => {
  await using server = await openServer((_request, response) => {
    const more = () =>
      void (response.write(Buffer.alloc(50_000, 1)) ? setImmediate(more) : response.once('drain', more));
    more();
  });
  await using folder = await openFolder();
  await expect(pull(entryFor(archive, server.url), { folder: folder.path })).rejects.toThrow();
  const part = await readFile(join(folder.path, PART)).catch(() => Buffer.alloc(0));
  expect(part.length).toBeLessThanOrEqual(archive.length);
});

test('a redirect is followed', async () => {
  await using server = await openServer((request, response, nth) =>
    request.url === '/there'
      ? serve(archive)(request, response, nth)
      : void response.writeHead(301, { Location: '/there' }).end(),
  );
  await using folder = await openFolder();
  expect(await isWhole((await pull(entryFor(archive, server.url), { folder: folder.path })).folder)).toBe(
    true,
  );
});

test('two pulls do not fight: the second says that the first is at it', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  using _first = await takeModels(folder.path);
  await expect(pull(entryFor(archive, server.url), { folder: folder.path })).rejects.toMatchObject({
    code: 'busy',
  });
  expect(server.requests).toHaveLength(0);
});

test('what dead processes left is cleared away', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  await mkdir(join(folder.path, '.unpacking-abc', 'am'), { recursive: true });
  await mkdir(join(folder.path, '.removing-abc'));
  await writeFile(join(folder.path, '.lock'), '999999999 1 x');
  await writeFile(join(folder.path, '.lock.999999999'), '999999999 1 x');
  await pull(entryFor(archive, server.url), { folder: folder.path });
  expect(await folder.names()).toEqual([TOP]);
});

test('a disk that is too small is told before anything is fetched', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  const model = entryFor(archive, server.url, { unpackedBytes: 2 ** 52 });
  await expect(pull(model, { folder: folder.path })).rejects.toMatchObject({
    code: 'no-space',
    message: expect.stringMatching(/needs \d+ MB, and \d+ MB are free/),
  });
  expect(server.requests).toHaveLength(0);
});

test('a folder that cannot be is told with its reason', async () => {
  await using server = await openServer(serve(archive));
  await using folder = await openFolder();
  await writeFile(join(folder.path, 'file'), '');
  const inside = join(folder.path, 'file', 'models');
  await expect(pull(entryFor(archive, server.url), { folder: inside })).rejects.toMatchObject({
    code: 'unwritable',
    message: expect.stringContaining('XDG_DATA_HOME'),
  });
});

test('a folder that can hold no other is told, and not tried for ever', async () => {
  await using server = await openServer(serve(archive));
  const folder = '/proc/self/nothing/models';
  await expect(pull(entryFor(archive, server.url), { folder })).rejects.toMatchObject({
    code: 'unwritable',
    message: expect.stringMatching(/a folder cannot be made there.*XDG_DATA_HOME/),
  });
});

test('a local archive is checked and installed the same way, without a network', async () => {
  await using folder = await openFolder();
  const from = join(folder.path, 'archive.zip');
  await writeFile(from, archive);
  const model = entryFor(archive, 'http://127.0.0.1:9');
  const { folder: installed } = await pull(model, { folder: join(folder.path, 'models'), from });
  expect(await isWhole(installed)).toBe(true);
  expect(await readFile(from)).toEqual(archive);
});

test.each([
  ['is another', wrong, 'wrong-content', /its checksum is another/],
  ['is cut short', archive.subarray(0, -1), 'wrong-content', /bytes instead of/],
  ['is not there', undefined, 'unreadable', /ENOENT/],
])('a local archive that %s is refused', async (_name, bytes, code, message) => {
  await using folder = await openFolder();
  const from = join(folder.path, 'archive.zip');
  if (bytes) await writeFile(from, bytes);
  const pulling = pull(entryFor(archive, 'http://127.0.0.1:9'), {
    folder: join(folder.path, 'models'),
    from,
  });
  await expect(pulling).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a folder is no archive', async () => {
  await using folder = await openFolder();
  const model = entryFor(archive, 'http://127.0.0.1:9');
  await expect(pull(model, { folder: join(folder.path, 'models'), from: folder.path })).rejects.toMatchObject(
    { code: 'unreadable' },
  );
});
