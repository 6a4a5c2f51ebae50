import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rememberedNames } from '#config/remembered-names.ts';
import { passingMemory } from '#remembering.ts';
import { type Act, conversation } from './scene.ts';

const CHOOSE_LIBRE: readonly Act[] = ['install libre', 12, 'the first one', 8, 'yes', 30];

const saying = (lines: readonly string[], words: RegExp) => lines.filter((line) => words.test(line));

test('chosen once, a name is meant at once the next time, and the change is still asked about', async () => {
  const lines = await conversation([...CHOOSE_LIBRE, 'remove my libre', 8, 'no', 5]);
  expect(saying(lines, /Did you mean/)).toHaveLength(1);
  expect(saying(lines, /From now on libre means librewolf\./)).toHaveLength(1);
  expect(saying(lines, /Remove librewolf\?/)).toHaveLength(1);
  expect(saying(lines, /Done\./)).toHaveLength(1);
});

test('the next session knows it too, until it is forgotten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ask-nix-names-'));
  try {
    const memory = () => rememberedNames(join(folder, 'names.json'));
    await conversation(CHOOSE_LIBRE, {}, {}, memory());
    const known = await conversation(['install libre', 8, 'no', 5], {}, {}, memory());
    expect(saying(known, /Install librewolf\?/)).toHaveLength(1);
    expect(saying(known, /Did you mean/)).toEqual([]);
    const forgotten = await conversation(
      ['what have you remembered', 10, 'forget my libre', 8, 'install libre', 12, 'cancel', 5],
      {},
      {},
      memory(),
    );
    expect(saying(forgotten, /Libre is librewolf\./)).toHaveLength(1);
    expect(saying(forgotten, /I forgot what libre means\./)).toHaveLength(1);
    expect(saying(forgotten, /Did you mean/)).toHaveLength(1);
    const later = await conversation(['which names do you remember', 8], {}, {}, memory());
    expect(saying(later, /I remember no names\./)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a choice that came to nothing is not remembered', async () => {
  const lines = await conversation([
    ...['install libre', 12, 'the first one', 8, 'no', 5],
    ...['install libre', 12, 'cancel', 5],
  ]);
  expect(saying(lines, /Did you mean/)).toHaveLength(2);
  expect(saying(lines, /From now on/)).toEqual([]);
});

test('all names can be forgotten while a question is open, and it stays open', async () => {
  const memory = passingMemory();
  memory.change(() => [{ kind: 'package', name: 'librewolf', spoken: 'libre' }]);
  const lines = await conversation(
    ['install libre', 8, 'forget all names', 12, 'yes', 30, 'what do you remember', 8],
    {},
    {},
    memory,
  );
  expect(saying(lines, /I forgot one name\./)).toHaveLength(1);
  expect(saying(lines, /Done\. Librewolf is installed/)).toHaveLength(1);
  expect(saying(lines, /I remember no names/)).toHaveLength(1);
});
