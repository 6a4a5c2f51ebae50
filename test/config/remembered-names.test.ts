import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rememberedNames } from '#config/remembered-names.ts';
import { type RememberedName, withName, withoutName } from '#understanding/remembered.ts';

const EDITOR: RememberedName = { kind: 'package', name: 'vim', spoken: 'editor' };
const PRINT: RememberedName = { kind: 'service', name: 'cups', spoken: 'print' };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-names-'));
  file = join(folder, 'state', 'names.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('names are there for the next session, a line each, for nobody else to read', () => {
  const memory = rememberedNames(file);
  expect(memory.now()).toEqual([]);
  expect(memory.change((names) => withName(names, EDITOR))).toBeUndefined();
  expect(memory.change((names) => withName(names, PRINT))).toBeUndefined();
  expect(rememberedNames(file).now()).toEqual([EDITOR, PRINT]);
  expect(readFileSync(file, 'utf8').split('\n').slice(3, 5)).toEqual([
    '    {"kind":"package","name":"vim","spoken":"editor"},',
    '    {"kind":"service","name":"cups","spoken":"print"}',
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'state'))).toEqual(['names.json']);
});

test('all of them can be forgotten, by voice or by deleting the file', () => {
  const memory = rememberedNames(file);
  memory.change((names) => withName(names, EDITOR));
  memory.change((names) => withoutName(names, null));
  expect(rememberedNames(file).now()).toEqual([]);
  memory.change((names) => withName(names, EDITOR));
  rmSync(file);
  expect(memory.now()).toEqual([]);
});

test('what one session learns, another one knows, and neither loses what the other has', () => {
  const [one, other] = [rememberedNames(file), rememberedNames(file)];
  one.change((names) => withName(names, EDITOR));
  expect(other.now()).toEqual([EDITOR]);
  other.change((names) => withName(names, PRINT));
  expect(one.now()).toEqual([EDITOR, PRINT]);
});

test.each([
  '',
  'not json',
  '[]',
  '{"version":2,"names":[]}',
  '{"version":1,"names":[{"kind":"package","name":"vim"}]}',
  '{"version":1,"names":[{"kind":"program","name":"vim","spoken":"editor"}]}',
])('what is not as we write it counts for nothing and is left alone: %j', (text) => {
  mkdirSync(join(folder, 'state'));
  writeFileSync(file, text);
  const memory = rememberedNames(file);
  expect(memory.now()).toEqual([]);
  expect(memory.change((names) => withName(names, EDITOR))).toMatch(/names\.json.*Mend it or delete it\.$/);
  expect(readFileSync(file, 'utf8')).toBe(text);
  // It holds all the same.
  expect(memory.now()).toEqual([EDITOR]);
});

test('what cannot be written holds for the session, and is written as soon as that can be', () => {
  writeFileSync(join(folder, 'state'), 'a file where the folder should be');
  const memory = rememberedNames(file);
  expect(memory.change((names) => withName(names, EDITOR))).toMatch(/cannot be written: .*\.$/);
  expect(memory.now()).toEqual([EDITOR]);
  rmSync(join(folder, 'state'));
  expect(memory.change((names) => withName(names, PRINT))).toBeUndefined();
  expect(rememberedNames(file).now()).toEqual([EDITOR, PRINT]);
});
