import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from '#journal/entry.ts';
import { journalHealth } from '#journal/health.ts';
import { fileJournal } from '#journal/journal.ts';
import { recordedSession } from './recorded-session.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-damage-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const turn = (said: string): Entry => ({
  type: 'turn',
  said,
  source: 'typed',
  decision: 'understood',
  intents: [],
});

test('cut off at any byte, a journal of a real session is read up to there, goes on, and tells what was lost', async () => {
  await recordedSession(file, ['install krita', 'yes', 'list generations', 'more', 'undo', 'no']);
  const whole = readFileSync(file);
  const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at] : []));
  expect(ends.length).toBeGreaterThan(12);
  // A prime step reaches every kind of place; test/long goes through every byte.
  for (let length = 1; length < whole.length; length += 31) {
    writeFileSync(file, whole.subarray(0, length));
    const kept = ends.filter((end) => end <= length).length;
    const isBetween = ends.includes(length - 1) || ends.includes(length);
    fileJournal(file).append(turn('after'), 1);
    const reading = fileJournal(file).read();
    expect(reading.records.length, `cut off at ${length}`).toBe(kept + 1);
    expect(reading.broken, `cut off at ${length}`).toEqual([]);
    expect(journalHealth(reading).torn, `cut off at ${length}`).toBe(isBetween ? 0 : 1);
  }
});

test('what was cut off is told apart from what was damaged', () => {
  for (const said of ['one', 'two', 'three']) fileJournal(file).append(turn(said), 1);
  const whole = readFileSync(file, 'utf8');
  truncateSync(file, whole.length - 20);
  expect(journalHealth(fileJournal(file).read())).toMatchObject({ records: 2, torn: 1, broken: 0 });
  expect(journalHealth(fileJournal(file).read()).loss).toMatch(/^1 record of the journal cut off/);
  writeFileSync(file, whole.replace('three', 'THREE'));
  expect(journalHealth(fileJournal(file).read())).toMatchObject({ records: 2, torn: 0, broken: 1 });
  writeFileSync(file, whole.replace(/^.*\n/, ''));
  expect(journalHealth(fileJournal(file).read()).loss).toMatch(/damaged at 1 line, the first is line 1/);
  writeFileSync(file, whole);
  expect(journalHealth(fileJournal(file).read()).loss).toBeUndefined();
});

test('a record of a version to come is no damage', () => {
  fileJournal(file).append(turn('one'), 1);
  fileJournal(file).append({ type: 'dreamt', of: 'sheep' } as unknown as Entry, 2);
  fileJournal(file).append(turn('two'), 3);
  expect(journalHealth(fileJournal(file).read())).toMatchObject({
    records: 2,
    torn: 0,
    broken: 0,
    foreign: 1,
  });
});

test('a clock that goes back does not change the order', () => {
  for (const [said, at] of [
    ['first', 3000],
    ['second', 1000],
    ['third', 2000],
  ] as const)
    fileJournal(file).append(turn(said), at);
  const { records, broken } = fileJournal(file).read();
  expect(records.map(({ seq, at }) => [seq, at])).toEqual([
    [1, 3000],
    [2, 1000],
    [3, 2000],
  ]);
  expect(broken).toEqual([]);
  expect([...fileJournal(file).newestFirst()].map(({ seq }) => seq)).toEqual([3, 2, 1]);
});

test('on a full disk it says so', () => {
  symlinkSync('/dev/full', file);
  expect(() => fileJournal(file).append(turn('one'), 1)).toThrow(/cannot be written: the disk is full/);
});

test('a record longer than what is read at a time is found from either end', () => {
  fileJournal(file).append(turn('x'.repeat(200_000)), 1);
  fileJournal(file).append(turn('short'), 2);
  fileJournal(file).append(turn('é'.repeat(70_000)), 3);
  const { records, broken } = fileJournal(file).read();
  expect(broken).toEqual([]);
  expect([...fileJournal(file).newestFirst()]).toEqual(records.toReversed());
});

test('two processes that write at once leave one chain', async () => {
  const appender = join(import.meta.dirname, '..', 'programs', 'journal-appender.ts');
  const exits = ['one', 'two'].map((name) => {
    const child = spawn(process.execPath, [appender, file, '500', name], { stdio: 'inherit' });
    return new Promise((resolve) => child.on('close', resolve));
  });
  expect(await Promise.all(exits)).toEqual([0, 0]);
  const { records, torn, broken } = fileJournal(file).read();
  expect([torn, broken]).toEqual([[], []]);
  expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect(new Set(records.map(({ entry }) => (entry.type === 'turn' ? entry.said : ''))).size).toBe(1000);
});
