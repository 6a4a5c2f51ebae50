import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from '#journal/entry.ts';
import { historyOf } from '#journal/history.ts';
import { fileJournal } from '#journal/journal.ts';
import { FIRST_LINK, sealed } from '#journal/record.ts';
import { recordedSession } from '../journal/recorded-session.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-journal-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const TURN: Entry = {
  type: 'turn',
  said: 'list generations',
  source: 'voice',
  decision: 'understood',
  intents: ['list_generations'],
  slots: [{}],
  session: 1,
  heard: { t: 1, from: 1 },
  does: ['earcon heard', 'plan list_generations'],
};
const CHANGE: Entry = {
  type: 'change',
  plan: 'a'.repeat(64),
  intents: ['install_package'],
  said: 'install krita',
  outcome: 'done',
};

test('cut off at every byte, a journal is read up to there and goes on', async () => {
  await recordedSession(file, [
    'install krita',
    'yes',
    90,
    'list generations',
    'more',
    'remove vlc',
    'no',
    'undo',
  ]);
  const whole = readFileSync(file);
  const ends = [...whole.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at] : []));
  for (let length = 1; length < whole.length; length++) {
    writeFileSync(file, whole.subarray(0, length));
    fileJournal(file).append(TURN, 1);
    const { records, torn, broken } = fileJournal(file).read();
    const kept = ends.filter((end) => end <= length).length;
    if (records.length !== kept + 1 || broken.length > 0 || torn.length > 1)
      expect({ length, records: records.length, torn, broken }).toEqual({ kept });
  }
});

test('with a hundred thousand records, appending and what is asked by voice take no longer', () => {
  let prev = FIRST_LINK;
  const lines: string[] = [];
  for (let seq = 1; seq <= 100_000; seq++) {
    const record = sealed(seq, seq, seq % 20 === 0 ? CHANGE : TURN, prev);
    prev = record.hash;
    lines.push(JSON.stringify(record));
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
  const journal = fileJournal(file);
  expect(timed(() => expect(historyOf(journal, 20)).toHaveLength(20))).toBeLessThan(50);
  const appends = Array.from({ length: 200 }, () => timed(() => journal.append(TURN, 1)));
  expect(appends.sort((one, other) => one - other)[190]).toBeLessThan(10);
  expect(journal.read().broken).toEqual([]);
});

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
