import { expect, test } from 'vitest';
import { conversation } from './scene.ts';

const changes = (lines: readonly string[]) => lines.filter((line) => /Done\./.test(line));

test('asked, confirmed, carried out, reported', async () => {
  const lines = await conversation(['install firefox', 6, 'yes', 20]);
  expect(lines).toEqual([
    'install firefox',
    '  (heard)',
    expect.stringMatching(/^ {2}Install firefox\?/),
    'yes',
    expect.stringMatching(/^ {2}Working on it/),
    expect.stringMatching(/^ {2}Done\. Firefox is installed\. You are on generation 44/),
  ]);
});

test('a question is asked once more after ten seconds and dropped after thirty; a later yes is to nothing', async () => {
  const lines = await conversation(['remove vlc', 60, 'yes', 10]);
  expect(lines.filter((line) => /Remove vlc\?|remove vlc\?/.test(line)).length).toBeGreaterThanOrEqual(2);
  expect(lines.at(-1)).toMatch(/nothing to say yes to/);
  expect(changes(lines)).toEqual([]);
});

test('a spoken yes to something risky must be clear', async () => {
  const lines = await conversation(['remove vlc', 4, 'sure why not', 6, 'yes do it', 20]);
  expect(changes(lines)).toHaveLength(1);
  expect(lines.indexOf('yes do it')).toBeLessThan(lines.findIndex((line) => /Done\./.test(line)));
});

test.each([
  ['heard while we speak', [{ text: 'yes', whilePlaying: true }]],
  ['begun before the question', [{ text: 'yes', startedAt: 0 }]],
])('a yes %s does nothing', async (_how, acts) => {
  expect(changes(await conversation(['install firefox', 5, ...acts, 40]))).toEqual([]);
});

test('a yes that comes while the question is still being said is told to wait for it', async () => {
  const lines = await conversation(['install firefox', 0.1, 'yes', 8, 'no', 5]);
  expect(lines.some((line) => /before my question/.test(line))).toBe(true);
  expect(changes(lines)).toEqual([]);
});

test('what goes on amends: the plan for the first half is never asked about again', async () => {
  const lines = await conversation([
    'install vim',
    0.3,
    { text: 'install vim no krita', amends: true },
    8,
    'yes',
    20,
  ]);
  expect(lines.filter((line) => /Install vim/.test(line)).length).toBeLessThanOrEqual(1);
  expect(changes(lines)).toEqual([expect.stringMatching(/Krita is installed/)]);
});

test('a yes taken back in the same breath changes nothing', async () => {
  const lines = await conversation([
    'install krita',
    6,
    'yes',
    0.3,
    { text: 'yes no wait', amends: true },
    30,
  ]);
  expect(changes(lines)).toEqual([]);
});

test('a job is cancelled and everything is as before', async () => {
  const lines = await conversation([
    'install krita',
    6,
    'yes',
    3,
    'how far',
    4,
    'cancel',
    20,
    'is krita installed',
    8,
  ]);
  expect(lines.some((line) => /to go/.test(line))).toBe(true);
  expect(lines.some((line) => /as it was before/.test(line))).toBe(true);
  expect(lines.at(-1)).toMatch(/not installed/);
});

test('a look while a job runs is answered at once, a change is told to wait', async () => {
  const lines = await conversation(['install krita', 6, 'yes', 3, 'list generations', 1, 'install vlc', 40]);
  const done = lines.findIndex((line) => /Done\./.test(line));
  expect(lines.findIndex((line) => /generations, newest first/.test(line))).toBeLessThan(done);
  expect(changes(lines)).toHaveLength(1);
});

test('without the wake phrase nothing is heard, and after it a while everything is', async () => {
  const lines = await conversation(
    ['list generations', 5, 'hey nix list generations', 12, 'more', 60, 'install krita', 10],
    { mode: 'wake' },
  );
  expect(lines[0]).toBe('list generations');
  expect(lines[1]).toBe('hey nix list generations');
  expect(lines.filter((line) => line.startsWith('  ') && /generation|from|\d\d/.test(line))).toHaveLength(2);
  expect(lines.at(-1)).toBe('install krita');
});

test('the wake phrase alone is answered with a sound, and then one can speak', async () => {
  const lines = await conversation(['hey nix', 2, 'system info', 10], { mode: 'wake' });
  expect(lines[1]).toBe('  (listening)');
  expect(lines.at(-1)).toMatch(/NixOS|generation/i);
});

test('muted, it hears only that it may listen again', async () => {
  const lines = await conversation(['stop listening', 5, 'install krita', 5, 'start listening', 5]);
  expect(lines.filter((line) => /krita\?/.test(line))).toEqual([]);
  expect(lines.at(-1)).not.toBe('start listening');
});

test('a provoked failure is told, and nothing has changed', async () => {
  const lines = await conversation(
    ['install krita', 6, 'yes', 30, 'is krita installed', 8],
    {},
    { fail: 'no-network' },
  );
  expect(lines.some((line) => /That failed/.test(line))).toBe(true);
  expect(lines.at(-1)).toMatch(/not installed/);
});

test('goodbye drops the question and ends the conversation', async () => {
  const lines = await conversation(['remove vlc', 4, 'goodbye', 5, 'yes', 10]);
  expect(lines.at(-1)).toMatch(/Goodbye/);
  expect(changes(lines)).toEqual([]);
});

test.each(['collect the garbage', 'roll back', 'update the system', 'rebuild', 'undo'])(
  'who was not heard and says "%s" again has not said yes',
  async (command) => {
    const lines = await conversation([command, 14, command, 14, 'no', 5]);
    expect(changes(lines)).toEqual([]);
  },
);

test.each(['no the third', 'no, not that way', "don't, the second"])(
  '"%s" closes the question',
  async (answer) => {
    const lines = await conversation(['install krita', 6, answer, 6, 'yes', 20]);
    expect(changes(lines)).toEqual([]);
  },
);

test('a question that is not clear costs no plan', async () => {
  const lines = await conversation(['update the system', 8, 'what is it', 6, 'yes', 60]);
  expect(changes(lines)).toHaveLength(1);
});

test('"yes, and …" carries out the one and then asks about the other', async () => {
  const lines = await conversation(['install krita', 6, 'yes and install gnumeric', 30, 'yes', 30]);
  expect(changes(lines)).toEqual([
    expect.stringMatching(/Krita is installed/),
    expect.stringMatching(/Gnumeric is installed/),
  ]);
});

test('what was left out of a search is taken as it is said', async () => {
  const lines = await conversation(['search for packages', 5, 'chess game', 10]);
  expect(lines.at(-1)).toMatch(/chess/i);
});

test('a question that was silenced was not heard: a yes to it does nothing, and it is asked again', async () => {
  const lines = await conversation(['install firefox', 0.2, 'stop talking', 1, 'yes', 25, 'no', 5]);
  expect(changes(lines)).toEqual([]);
  expect(lines.filter((line) => /install firefox\?/i.test(line)).length).toBeGreaterThanOrEqual(2);
});
