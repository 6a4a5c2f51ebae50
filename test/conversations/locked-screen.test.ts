import { expect, test } from 'vitest';
import { lookOnlyWhileLocked } from '#nix/look-only.ts';
import { passingMemory } from '#remembering.ts';
import { type Act, conversation } from './scene.ts';

const REFUSED = '  The screen is locked, so I only look. Unlock it and say it again. Nothing was changed.';

/** A conversation before a screen that can be locked in the middle of it. */
async function before(acts: (lock: () => void, unlock: () => void) => readonly Act[]): Promise<string[]> {
  let type: 'locked' | 'unlocked' = 'unlocked';
  const acted = acts(
    () => {
      type = 'locked';
    },
    () => {
      type = 'unlocked';
    },
  );
  const screen = { read: async () => ({ type, login: 'c2' }) };
  return conversation(acted, {}, {}, passingMemory(), (system) => lookOnlyWhileLocked(system, screen));
}

const done = (lines: readonly string[]) => lines.filter((line) => /^ {2}Done\./.test(line));

test('while the screen is locked, changes are refused before they are asked about', async () => {
  const lines = await before((lock, unlock) => [
    ...[lock, 'install firefox', 8, 'yes', 8],
    ...[unlock, 'install firefox', 8, 'yes', 60],
  ]);
  expect(lines.filter((line) => line === REFUSED)).toHaveLength(1);
  expect(lines.filter((line) => /^ {2}Install .*\?/.test(line))).toHaveLength(1);
  expect(done(lines)).toEqual([expect.stringMatching(/Firefox is installed/)]);
});

test('what was asked before the screen was locked is not granted by a yes', async () => {
  const lines = await before((lock) => ['install firefox', 8, lock, 'yes', 60, 'is firefox installed', 10]);
  expect(lines).toContain(REFUSED);
  expect(done(lines)).toEqual([]);
});

test('looks, help and ways of speaking go on', async () => {
  const lines = await before((lock) => [lock, 'list generations', 20, 'help', 20, 'speak louder', 8, 'stop']);
  expect(lines).not.toContain(REFUSED);
  expect(lines.some((line) => /generation/.test(line) && line.startsWith('  '))).toBe(true);
});

test('a change that runs when the screen is locked goes on', async () => {
  const lines = await before((lock) => [
    'update the system',
    10,
    'yes do it',
    5,
    lock,
    'how far are you',
    300,
  ]);
  expect(lines).not.toContain(REFUSED);
  expect(done(lines)).toEqual([expect.stringMatching(/The system is updated/)]);
});

test('and can be cancelled', async () => {
  const lines = await before((lock) => ['update the system', 10, 'yes do it', 5, lock, 'cancel', 30]);
  expect(done(lines)).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}Cancelled\./));
});
