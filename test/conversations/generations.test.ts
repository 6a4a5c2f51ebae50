import { expect, test } from 'vitest';
import { conversation } from './scene.ts';

/** The practice system at noon of Tuesday, 10 March 2026: 43 is from yesterday, 41 and 40 from four and seven days ago. */
const ours = (lines: readonly string[]) =>
  lines.filter((line) => line.startsWith('  ') && !line.startsWith('  ('));

test('going back to a day names the generation that was in use then, and its date', async () => {
  const lines = await conversation(['roll back to four days ago', 10, 'yes', 10, 'yes do it', 60]);
  expect(ours(lines)[0]).toMatch(/^ {2}Switch back to generation 41, from Friday the sixth\?/);
  expect(lines).toContainEqual(expect.stringMatching(/Done\. You are on generation 41\./));
});

test('several of a week are asked about, one is chosen, and then its plan is read back', async () => {
  const lines = await conversation([
    'go back to the generation from last week',
    8,
    'the second',
    12,
    'no',
    6,
  ]);
  expect(ours(lines)[0]).toMatch(/^ {2}Which generation: 41 from .*, 40 from .* or 39 from /);
  expect(ours(lines)[1]).toMatch(/^ {2}Switch back to generation 40, from Tuesday the third\?/);
});

test.each([
  ['forty one', 41],
  ['the one from four days ago', 41],
  ['the oldest', 39],
])('“%s” answers which one', async (said, number) => {
  const lines = await conversation(['roll back to last week', 15, said, 12, 'no', 6]);
  expect(ours(lines).some((line) => line.includes(`back to generation ${number}, from`))).toBe(true);
});

test('before a package came, with one that is gone, before the update', async () => {
  for (const [said, number] of [
    ['go back to the generation before i installed gimp', 34],
    ['switch to the generation with inkscape', 41],
    ['roll back to before the last update', 36],
    ['switch me to the oldest', 33],
  ] as const) {
    const lines = await conversation([said, 12, 'no', 6]);
    expect(ours(lines)[0]).toContain(`Switch back to generation ${number}, from`);
  }
});

test('“no, the one before that” is read back in its place', async () => {
  const lines = await conversation(['roll back to four days ago', 12, 'no the one before that', 12, 'no', 6]);
  expect(ours(lines).some((line) => /Switch back to generation 40,/.test(line))).toBe(true);
});

test('a time without any generation is told, with a next step', async () => {
  const lines = await conversation(['roll back to the generation from before january 2020', 12]);
  const early = await conversation(['roll back to november twenty twenty four', 12]);
  expect(ours([...lines, ...early]).join(' ')).toMatch(
    /There is no generation from .* The oldest is 33 .*Say go back/,
  );
});

test('what changed since a day is told at once', async () => {
  const lines = await conversation(['what changed since four days ago', 10]);
  expect(ours(lines)[0]).toMatch(/^ {2}From generation 41 to 43: it adds rhythmbox/);
});

test('generations from before a day are deleted after the words', async () => {
  const lines = await conversation(['delete generations from before last thursday', 15, 'delete them', 90]);
  expect(ours(lines)[0]).toMatch(/Delete \d+ generations, 33 to \d+\? This deletes/);
  expect(lines).toContainEqual(expect.stringMatching(/Done\. .* generations deleted/));
});
