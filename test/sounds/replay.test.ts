import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Account } from '../commands/run-cli.ts';

const HOME = join(import.meta.dirname, '..', '..');

test('a recorded session is heard again with the same words and decisions', async () => {
  using account = new Account();
  const folder = join(account.home, 'recorded');
  const wav = join(HOME, 'demo', '03-install.wav');
  const { out } = await account.run(['listen', '--wav', wav, '--record', folder]);
  expect(out).toMatch(/you: install firefox/);
  expect(readdirSync(folder).sort()).toEqual(['events.jsonl', 'sound-001.wav']);
  const again = await account.run(['replay', folder, '--audio']);
  expect(again.out).toMatch(/1 of 1 utterance with the same words/);
  expect(again.exit).toBe(0);
});

test('without --record no sound is kept', async () => {
  using account = new Account();
  await account.run(['listen', '--wav', join(HOME, 'demo', '03-install.wav')]);
  const files = existsSync(account.home) ? readdirSync(account.home, { recursive: true }).map(String) : [];
  expect(files.filter((file) => file.endsWith('.wav'))).toEqual([]);
  expect(files.some((file) => file.endsWith('journal.jsonl'))).toBe(true);
});
