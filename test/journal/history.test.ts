import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from '#journal/entry.ts';
import { brokenOff, historyOf } from '#journal/history.ts';
import { fileJournal, type Journal } from '#journal/journal.ts';

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-history-'));
  journal = fileJournal(join(folder, 'journal.jsonl'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const started: Entry = { type: 'started', system: 'practice', ears: 'terminal' };
const about = (plan: string) => ({ plan, intents: ['install_package'], said: `install ${plan}` });
const begun = (plan: string): Entry => ({ type: 'begun', ...about(plan) });
const ended = (plan: string, outcome: 'done' | 'failed' = 'done'): Entry => ({
  type: 'change',
  ...about(plan),
  outcome,
});

function write(...entries: readonly Entry[]): void {
  for (const entry of entries) journal.append(entry, 1000);
}

test('what was begun and ended is told once, with its end', () => {
  write(started, begun('vim'), ended('vim'), begun('vim'), ended('vim', 'failed'));
  expect(historyOf(journal, 9).map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
});

test('what was begun and has no end is unfinished, and keeps its place', () => {
  write(started, begun('vim'), started, begun('vlc'), ended('vlc'));
  expect(historyOf(journal, 9).map(({ said, outcome }) => [said, outcome])).toEqual([
    ['install vlc', 'done'],
    ['install vim', 'unfinished'],
  ]);
});

test.each([
  ['nothing was ever done', [], undefined],
  ['the last session ended its work', [started, begun('vim'), ended('vim')], undefined],
  ['the last session was broken off', [started, begun('vim')], 'install vim'],
  ['that was told to a session since', [started, begun('vim'), started], undefined],
  ['an earlier change of it had ended', [started, begun('vim'), ended('vim'), begun('vlc')], 'install vlc'],
] as const)('what was broken off is told to the next session: %s', (_case, entries, said) => {
  write(...entries);
  expect(brokenOff(journal)).toBe(said);
});
