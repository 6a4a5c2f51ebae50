import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { grammar } from '../../src/commands/grammar.ts';
import { runContext } from './context.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-nix-grammar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function run(...args: string[]) {
  const { context, printed, complained } = runContext(args, Readable.from([]));
  return { exitCode: await grammar(context), printed, complained };
}

describe('grammar check', () => {
  it('has nothing to complain about in the bundled grammar', async () => {
    const { exitCode, complained } = await run('check');
    expect(complained).toEqual([]);
    expect(exitCode).toBe(0);
  }, 60_000);

  it.each([
    [
      'unknown.yaml',
      'language: en\nintents: {A: {data: [{sentences: ["<b>"]}]}}\n',
      'unknown.yaml:2: no rule is called “b”',
    ],
    [
      'unused.yaml',
      'language: en\nintents: {A: {data: [{sentences: ["go"]}]}}\nexpansion_rules: {b: go}\n',
      'unused.yaml:3: nothing uses “b”',
    ],
    [
      'ambiguous.yaml',
      'language: en\nintents:\n  A: {data: [{sentences: ["go [on]"]}]}\n  B: {data: [{sentences: ["go"]}]}\n',
      'ambiguous.yaml:3: “go” is ambiguous',
    ],
    ['empty.yaml', 'language: en\nintents:\n  A: {data: [{sentences: ["[go]"]}]}\n', 'it can be empty'],
    [
      'never.yaml',
      'language: en\nintents:\n  A: {data: [{sentences: [go], requires_context: {state: asleep}}]}\n',
      'it counts in no state',
    ],
  ])('%s fails with file and line', async (name, text, message) => {
    const { exitCode, complained } = await run('check', file(name, text));
    expect(exitCode).toBe(1);
    expect(complained.join('\n')).toContain(message);
  });
});

describe('grammar sample', () => {
  it('prints as many sentences of an intent as asked, the same for the same seed', async () => {
    const first = await run('sample', '--intent', 'rollback', '--count', '5');
    expect(first.printed).toHaveLength(5);
    expect(first.printed.every((line) => line.startsWith('rollback\t'))).toBe(true);
    expect((await run('sample', '--intent', 'rollback', '--count', '5')).printed).toEqual(first.printed);
  });

  it.each([[['sample', '--intent', 'nothing_like_it']], [['sample', '--count', 'many']], [['dance']], [[]]])(
    'refuses %j',
    async (args) => {
      await expect(run(...args)).rejects.toMatchObject({ code: 'usage' });
    },
  );
});

describe('grammar words', () => {
  it('prints what the speech model lacks of a file, and how it is said', async () => {
    const sentences = 'sentences: ["launch the zipfile cleanup", "привет"]';
    const path = file('words.yaml', `language: en\nintents: {A: {data: [{${sentences}}]}}\n`);
    const { exitCode, printed } = await run('words', path);
    expect(printed).toEqual([
      'cleanup: “clean up”',
      'zipfile: “zip file”',
      'привет: cannot be said: add a spoken name',
    ]);
    expect(exitCode).toBe(0);
  });

  it('prints a JSON object in each line', async () => {
    const { printed } = await run('words', '--json');
    const words = printed.map((line): { word: string; forms: string[] } => JSON.parse(line));
    expect(words).toContainEqual({ word: 'unix', forms: ['u nix', 'u n i x'] });
    expect(words.filter(({ forms }) => forms.length === 0)).toEqual([]);
  });
});
