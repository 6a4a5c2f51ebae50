import { expect, test } from 'vitest';
import { createSpokenWords } from '../../../src/recognition/process/spoken-words.ts';
import { enTiny } from './en-tiny.ts';

test.each([
  ['cleanup', 'clean up'],
  ['workstation', 'work station'],
  ['unix', 'u nix'],
  ['catalogue', 'catalog'],
  ['macs', 'max'],
  ['mp3', 'm p three'],
  ['7zip', 'seven zip'],
  ['c++', 'c plus plus'],
  ['c#', 'c sharp'],
  ['2048', 'two thousand and forty eight'],
  ["machine's", 'machines'],
  ['dnf', 'd n f'],
  ['ctrl', 'c t r l'],
  ['café', 'cafe'],
  ['zypper', 'zip per'],
])('"%s" is said "%s"', (word, form) => {
  expect(enTiny.formsOf(word)[0]).toBe(form);
});

test.each(['привет', '', '…', '+', 'x'.repeat(5000)])(
  '"%s" has no form that is not of known words',
  (word) => {
    for (const form of enTiny.formsOf(word)) expect(form.split(' ').every(enTiny.knows)).toBe(true);
  },
);

test('nothing that cannot be written in the letters of the model can be said', () => {
  expect(enTiny.formsOf('привет')).toEqual([]);
});

test.each(['nomad', 'nostop', 'yesman', 'okayish', 'helpdesk'])(
  'no form of "%s" has an answer in it',
  (word) => {
    for (const form of enTiny.formsOf(word)) expect(form).not.toMatch(/\b(no|yes|stop|okay|help)\b/);
  },
);

test('a model without a list of its words finds what sounds alike among those that are expected', () => {
  const words = ['firefox', 'max', 'cat', 'a', 'm', 'c', 's'];
  const bare = createSpokenWords(
    (word) => words.includes(word),
    'no/folder',
    () => ['firefox', 'max', 'unheard'],
  );
  expect(bare.formsOf('macs')).toEqual(['max', 'm a c s']);
});

test('words that nobody meant cost little', () => {
  const startedAt = performance.now();
  for (let length = 1; length < 200; length++) enTiny.formsOf('na'.repeat(length));
  expect(performance.now() - startedAt).toBeLessThan(500);
});
