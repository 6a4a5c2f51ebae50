import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from '#journal/entry.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal } from '#journal/journal.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-journal-'));
  file = join(folder, 'state', 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const change = (said: string): Entry => ({
  type: 'change',
  plan: 'a'.repeat(64),
  intents: ['x'],
  said,
  outcome: 'done',
});

test('what is appended is read again, chained from first to last', () => {
  fileJournal(file).append(change('install Firefox'), 10);
  fileJournal(file).append(change('remove VLC'), 20);
  const { records, broken } = fileJournal(file).read();
  expect(records.map(({ seq, at }) => [seq, at])).toEqual([
    [1, 10],
    [2, 20],
  ]);
  expect(records[1]?.prev).toBe(records[0]?.hash);
  expect(broken).toEqual([]);
});

test('a changed line breaks the chain and is named', () => {
  for (const said of ['one', 'two', 'three']) fileJournal(file).append(change(said), 1);
  writeFileSync(file, readFileSync(file, 'utf8').replace('two', 'TWO'));
  const { records, broken } = fileJournal(file).read();
  expect(broken).toEqual([2, 3]);
  expect(records.map(({ seq }) => seq)).toEqual([1, 3]);
});

test('torn at any byte, only the last record is lost and the next one follows', () => {
  for (const said of ['one', 'two']) fileJournal(file).append(change(said), 1);
  const whole = readFileSync(file);
  const secondLine = whole.indexOf('\n') + 1;
  for (let length = secondLine; length < whole.length - 1; length += 7) {
    writeFileSync(file, whole);
    truncateSync(file, length);
    fileJournal(file).append(change('after'), 2);
    const said = historyOf(fileJournal(file), 9).map((entry) => entry.said);
    expect(said, `torn at ${length}`).toEqual(['after', 'one']);
  }
});

test('foreign bytes are passed over', () => {
  fileJournal(file).append(change('one'), 1);
  appendFileSync(file, '\u0000\u0001{"not": "ours"}\n');
  fileJournal(file).append(change('two'), 2);
  expect(historyOf(fileJournal(file), 9).map(({ said }) => said)).toEqual(['two', 'one']);
});

test('a journal that cannot be written says where', () => {
  writeFileSync(join(folder, 'state'), 'a file where the folder should be');
  expect(() => fileJournal(file).append(change('one'), 1)).toThrow(/journal .* cannot be written/);
});
