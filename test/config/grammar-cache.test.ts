import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { keptGrammar } from '#config/grammar-cache.ts';
import { grammarFingerprint } from '#config/grammar-fingerprint.ts';
import { compileGrammar } from '#understanding/compile.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { parseGrammar } from '#understanding/parse-grammar.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-nix-kept-grammar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'grammar');
const text = JSON.stringify({
  language: 'en',
  intents: { A: { data: [{ sentences: ['<open> {door}', 'wait {count} minutes'] }] } },
  expansion_rules: { open: '(öffne|open)' },
  lists: { door: { values: ['front', { in: 'back', out: 2 }] }, count: { range: { from: 1, to: 9 } } },
});

let parsed = 0;
const read = (said = text) => {
  const texts = [{ file: 'house.yaml', text: said }];
  return keptGrammar(texts, file, async () => {
    parsed++;
    return parseGrammar(texts);
  });
};
const whole = ({ sentences, files }: Grammar) => ({
  sentences: sentences.map(({ text, template }) => ({ text, template })),
  files: files.map(({ rules, lists }) => [[...rules], [...lists]]),
});

beforeEach(() => {
  parsed = 0;
});

test('what was read once is read again without being parsed, and is the same', async () => {
  const first = await read();
  const again = await read();
  expect(parsed).toBe(1);
  expect(whole(again)).toEqual(whole(first));
  expect(grammarFingerprint(again)).toBe(grammarFingerprint(first));
  const words = ['open', 'back'];
  expect(compileGrammar(again).index.possible(words)).toEqual(compileGrammar(first).index.possible(words));
});

test('other texts are parsed', async () => {
  await read(text.replace('front', 'side'));
  expect(parsed).toBe(1);
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['no grammar', () => Buffer.from('{}')],
])('one that is %s is made again', async (_damage, damaged) => {
  await read();
  writeFileSync(file, damaged(readFileSync(file)));
  parsed = 0;
  expect(whole(await read())).toEqual(whole(await read()));
  expect(parsed).toBe(1);
});
