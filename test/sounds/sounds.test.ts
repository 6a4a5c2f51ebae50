import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWav } from '../../src/audio/read-wav.ts';
import { systemClock } from '../../src/base/clock.ts';
import { readGrammarFiles } from '../../src/config/grammars.ts';
import type { Recognizer } from '../../src/recognition/recognizer.ts';
import { openVoskRecognizer } from '../../src/recognition/recognizers/vosk.ts';
import { transcribe } from '../../src/recognition/transcribe.ts';
import { expectingIn } from '../../src/sound-wiring.ts';
import { IDLE } from '../../src/understanding/expectation.ts';
import type { Grammar } from '../../src/understanding/grammar.ts';
import { understand } from '../../src/understanding/understand.ts';
import { openCatalogue } from '../../src/wiring.ts';

const never = new AbortController().signal;
const ANSWERING = { ...IDLE, state: 'confirming' as const, pending: ['install_package'] };
const world = { ...openCatalogue(), installed: [] };
let recognizer: Recognizer & AsyncDisposable;
let grammar: Grammar;

beforeAll(async () => {
  const folder = join(import.meta.dirname, '../../grammars/en');
  const grammarFiles = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  grammar = await readGrammarFiles(grammarFiles.map((file) => join(folder, file)));
  recognizer = await openVoskRecognizer(
    { model: 'models/en-tiny' },
    { clock: systemClock, log: () => {} },
    new AbortController().signal,
  );
});
afterAll(() => recognizer[Symbol.asyncDispose]());

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.wav'));
const sentences = files.filter((file) => !file.startsWith('oov-'));

async function hear(file: string, expected = IDLE) {
  const expecting = expectingIn(grammar, world)(expected, () => false);
  const finals = await transcribe(
    recognizer,
    await readWav(join(import.meta.dirname, file)),
    () => expecting,
    never,
  );
  const alternatives = finals.flatMap((final) => [...final.alternatives]);
  return { finals, understanding: understand(alternatives, grammar, expected, world) };
}

const meaning = (understanding: ReturnType<typeof understand>) =>
  understanding.decision === 'understood' ? understanding.intents : understanding.decision;

test('there are recordings of both kinds', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(20);
  expect(files.length - sentences.length).toBeGreaterThanOrEqual(6);
});

test.each(sentences)('%s is understood as its name says, and decided in time', async (file) => {
  const said = file.replace('.wav', '').replaceAll('-', ' ');
  const expected = /^(yes|no)\b/.test(said) ? ANSWERING : IDLE;
  const { finals, understanding } = await hear(file, expected);
  const typed = understand([{ text: said, score: 0 }], grammar, expected, world);
  expect(meaning(understanding)).toEqual(meaning(typed));
  const final = finals.at(-1);
  expect((final?.decidedMs ?? Number.POSITIVE_INFINITY) - (final?.endMs ?? 0)).toBeLessThan(700);
});

test.each(files.filter((file) => file.startsWith('oov-')))(
  '%s asks for nothing, and is no yes',
  async (file) => {
    expect((await hear(file)).understanding.decision).not.toBe('understood');
    const { understanding } = await hear(file, ANSWERING);
    expect(understanding.decision).not.toBe('understood');
  },
);
