import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '#base/run-program.ts';
import { Account } from '../commands/run-cli.ts';

const never = new AbortController().signal;
let account: Account;
beforeEach(() => {
  account = new Account();
});
afterEach(() => account[Symbol.dispose]());

test('a word that the model lacks can be said as soon as it stands in a grammar file', async () => {
  const grammar = join(account.home, 'mine.yaml');
  writeFileSync(
    grammar,
    `language: en
intents:
  open_workbench: {data: [{sentences: ["open (my|the) workbench"]}]}
  show_webcam: {data: [{sentences: ["show the lightstrip"]}]}
`,
  );
  const recording = await spoken('open my workbench');
  const { out } = await account.run(['hear', '--json', '--grammar', grammar, recording]);
  expect(JSON.parse(out)).toMatchObject({ transcript: 'open my workbench', intent: 'open_workbench' });
});

async function spoken(text: string): Promise<string> {
  const file = join(account.home, 'spoken.wav');
  const { exitCode, stderr } = await runProgram(
    ['espeak-ng', '-v', 'en-us', '-s', '150', '-w', file, text],
    '',
    never,
  );
  expect(exitCode, stderr).toBe(0);
  return file;
}
