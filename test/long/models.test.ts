import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { type ArchiveServer, openServer, serve } from '../models/archive-server.ts';
import { entryFor, isWhole, modelArchive, openFolder, pull, TOP } from '../models/fixture.ts';
import { installDamaged } from '../models/install-archive.ts';

const archive = modelArchive();
const PROGRAM = join(import.meta.dirname, '..', 'programs', 'pull-model.ts');

/** Gives the archive in small pieces, so that there is time to be killed; to the nth who asks only up to `endFor(nth)`, and then no more. */
const slowly = (pieceBytes: number, endFor: (nth: number) => number = () => archive.length) =>
  openServer((request, response, nth) => {
    const end = endFor(nth);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from === archive.length) return serve(archive)(request, response, nth);
    const range = { 'Content-Range': `bytes ${from}-${archive.length - 1}/${archive.length}` };
    const length = { 'Content-Length': archive.length - from, ETag: '"one"' };
    response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...range, ...length } : length);
    const send = (at: number): void => {
      if (at >= archive.length || response.destroyed) return void response.end();
      if (at >= end) return;
      const next = Math.min(at + pieceBytes, end);
      response.write(archive.subarray(at, next), () => setTimeout(send, 2, next));
    };
    send(from);
  });

/** Runs the pull in a process of its own, killed when `isTime`; true when it got to its end before. */
async function killedWhen(
  isTime: (line: string, step: number) => boolean,
  server: ArchiveServer,
  folder: string,
): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(entryFor(archive, server.url)), folder]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  let steps = 0;
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (isTime(line, steps++)) child.kill('SIGKILL');
  }
  await ended;
  expect(last).not.toMatch(/^failed/);
  return last === 'installed';
}

test('killed at any step, a model is whole or not there, and the next pull goes on', async () => {
  await using server = await slowly(40_000);
  let isOver = false;
  for (let step = 0; !isOver; step++) {
    await using folder = await openFolder();
    isOver = await killedWhen((_line, at) => at === step, server, folder.path);
    const installed = join(folder.path, TOP);
    if (existsSync(installed)) expect(await isWhole(installed)).toBe(true);
    const { folder: again } = await pull(entryFor(archive, server.url), {
      folder: folder.path,
      stalledMs: 5000,
    });
    expect(await isWhole(again)).toBe(true);
    expect(existsSync(join(folder.path, `${TOP}.part`))).toBe(false);
  }
});

test('killed again and again, a pull still comes to its end', async () => {
  const kills = 5;
  const endFor = (nth: number) => Math.ceil((archive.length * nth) / (kills + 1));
  await using server = await slowly(10_000, endFor);
  await using folder = await openFolder();
  for (let run = 1; run <= kills; run++) {
    const isTime = (line: string) => line === `downloading ${endFor(run)}`;
    expect(await killedWhen(isTime, server, folder.path)).toBe(false);
  }
  expect(await killedWhen(() => false, server, folder.path)).toBe(true);
  expect(await isWhole(join(folder.path, TOP))).toBe(true);
  expect(await folder.names()).toEqual([TOP]);
});

test('of two pulls at once one is busy, and both leave the model whole', async () => {
  // So slowly that they are at it together, however late a process gets its turn.
  await using server = await slowly(1000);
  await using folder = await openFolder();
  const entry = JSON.stringify(entryFor(archive, server.url));
  const outcomes = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, [PROGRAM, entry, folder.path]);
      let out = '';
      child.stdout.on('data', (bytes) => {
        out += bytes;
      });
      await new Promise((resolve) => child.once('close', resolve));
      return out.trim().split('\n').at(-1);
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'installed')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome?.startsWith('failed busy'))).toHaveLength(2);
  expect(await isWhole(join(folder.path, TOP))).toBe(true);
});

/** In a mount namespace of its own, so that nobody else has such a disk. KiB of the disk, and of what somebody else writes to it meanwhile. */
test.each([
  ['too small from the beginning', 300, 0],
  ['that is full before anything came', 0, 0],
  ['that somebody fills while it downloads', 1200, 1200],
  ['that is full while it unpacks', 1200, 600],
  ['with a little too little room', 800, 0],
])('on a disk %s nothing is half installed', async (_name, size, filled) => {
  await using server = await slowly(10_000);
  await using folder = await openFolder();
  // Small in the catalogue, so that the disk is found full only when it is.
  const entry = JSON.stringify(entryFor(archive, server.url, { unpackedBytes: 400_000 }));
  const mount = `mount -t tmpfs -o size=${Math.max(size, 4)}k none "$1"`;
  const others = `(for i in $(seq 1000); do [ -e "$1/${TOP}.part" ] && break; sleep 0.01; done; head -c ${filled}k /dev/zero >"$1/filler") >/dev/null 2>&1 &`;
  const script = `${mount} && { ${filled > 0 ? others : ''} "$2" "$3" "$4" "$1"; ls -A "$1"; }`;
  const apart = ['unshare', '--mount', '--map-root-user', 'sh', '-c', script, 'sh'] as const;
  const [program, ...args] = [...apart, folder.path, process.execPath, PROGRAM, entry] as const;
  const child = spawn(program, args);
  let out = '';
  child.stdout.on('data', (bytes) => {
    out += bytes;
  });
  await new Promise((resolve) => child.once('close', resolve));
  const lines = out.trim().split('\n');
  expect(lines.filter((line) => line.startsWith('failed')).join()).toMatch(/^failed no-space .*Make room/);
  expect(lines).not.toContain(TOP);
  expect(lines.filter((line) => /^\.(unpacking|removing|lock)/.test(line))).toEqual([]);
});

test('with a wrong byte anywhere an archive is refused, or the model is whole', async () => {
  await installDamaged(3);
});
