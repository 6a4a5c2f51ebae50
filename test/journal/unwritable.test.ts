import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileJournal } from '#journal/journal.ts';
import { replay } from '#journal/replay.ts';
import type { Session } from '#journal/session.ts';
import { mind, recordedSession, sessionsOf } from './recorded-session.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-unwritable-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('on a full disk looks and talk go on, and a change is refused before it is asked about', async () => {
  symlinkSync('/dev/full', file);
  const failures: unknown[] = [];
  const { lines } = await recordedSession(file, ['list generations', 'install krita', 'yes', 'help'], {
    failed: (error) => failures.push(error),
  });
  expect(lines).toEqual(['list', 'trouble', 'nothing-to-confirm', 'help']);
  expect(failures.length).toBeGreaterThan(1);
});

test('a disk that fills up between question and yes lets nothing run', async () => {
  const { lines } = await recordedSession(file, ['install krita', 'yes', 60], {
    failed: () => {},
    onSaying: (type) => {
      if (type === 'question' && existsSync(file)) {
        unlinkSync(file);
        symlinkSync('/dev/full', file);
      }
    },
  });
  expect(lines.slice(0, 3)).toEqual(['question', 'started', 'trouble']);
  expect(lines).not.toContain('result');
});

test('room again: changes are possible again, and are in the journal', async () => {
  symlinkSync('/dev/full', file);
  const { lines } = await recordedSession(
    file,
    ['install krita', 'list generations', 'install krita', 'yes', 90],
    {
      failed: () => {},
      onSaying: (type) => {
        if (type === 'trouble') unlinkSync(file);
      },
    },
  );
  expect(lines).toContain('result');
  expect(readFileSync(file, 'utf8')).toMatch(/"type":"begun"[\s\S]*"type":"change"/);
  // What is missing cannot be played again, and is not taken for a session.
  expect(sessionsOf(file)).toEqual([]);
});

test('a change is written down before it begins', async () => {
  await recordedSession(file, ['install krita', 'yes', 90]);
  const types = fileJournal(file)
    .read()
    .records.map(({ entry }) => entry.type);
  expect(types.indexOf('begun')).toBeLessThan(types.indexOf('change'));
  expect(replay(sessionsOf(file)[0] as Session, mind).difference).toBeUndefined();
});
