import { expect, test } from 'vitest';
import { fulfilNameWish, type NameMemory, passingMemory } from '#remembering.ts';
import type { RememberedName } from '#understanding/remembered.ts';

const EDITOR: RememberedName = { kind: 'package', name: 'vim', spoken: 'editor' };
const PRINT: RememberedName = { kind: 'service', name: 'cups', spoken: 'print' };

function memoryOf(...names: readonly RememberedName[]): NameMemory {
  const memory = passingMemory();
  memory.change(() => names);
  return memory;
}

test('names are told newest first', () => {
  expect(fulfilNameWish({ kind: 'recall' }, memoryOf(EDITOR, PRINT))).toEqual({
    type: 'names',
    names: [PRINT, EDITOR],
  });
});

test('a name is remembered', () => {
  const memory = memoryOf(EDITOR);
  expect(fulfilNameWish({ kind: 'remember', name: PRINT }, memory)).toMatchObject({
    type: 'adjusted',
    value: 'cups',
    kept: true,
  });
  expect(memory.now()).toEqual([EDITOR, PRINT]);
});

test.each([
  ['editor', 'adjusted', 1, [PRINT]],
  ['browser', 'unchanged', 0, [EDITOR, PRINT]],
  [null, 'adjusted', 2, []],
] as const)('forgetting %s is told as %s: %i names', (spoken, type, value, left) => {
  const memory = memoryOf(EDITOR, PRINT);
  expect(fulfilNameWish({ kind: 'forget', spoken }, memory)).toMatchObject({ type, value });
  expect(memory.now()).toEqual(left);
});

test('why it cannot be kept is told', () => {
  const memory: NameMemory = { now: () => [EDITOR], change: () => 'The disk is full.' };
  expect(fulfilNameWish({ kind: 'forget', spoken: null }, memory)).toMatchObject({
    type: 'adjusted',
    kept: false,
    why: 'The disk is full.',
  });
});
