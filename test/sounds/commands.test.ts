import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseWav, wavBytes } from '#audio/wav.ts';
import { Account, type CliRun, finished } from '../commands/run-cli.ts';
import { childrenOf } from '../programs/children-of.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'demo');

let account: Account;
beforeEach(() => {
  account = new Account();
});
afterEach(() => account[Symbol.dispose]());

const json = ({ lines }: CliRun) => lines.map((line) => JSON.parse(line));

/** One recording after the other, with a pause behind each. */
function conversation(...parts: [file: string, pauseMs: number][]): string {
  const sounds = parts.flatMap(([file, pauseMs]) => [
    parseWav(readFileSync(join(DEMO, file))),
    new Int16Array(pauseMs * 16),
  ]);
  const all = new Int16Array(sounds.reduce((length, sound) => length + sound.length, 0));
  let at = 0;
  for (const sound of sounds) {
    all.set(sound, at);
    at += sound.length;
  }
  const file = join(account.home, 'conversation.wav');
  writeFileSync(file, wavBytes(all));
  return file;
}

test('the demonstration comes out as expected, every turn', async () => {
  const { exit, out, err } = await account.run(['demo']);
  expect(err).not.toMatch(/came out as/);
  expect(out).toMatch(/All 11 turns came out as expected/);
  expect(exit).toBe(0);
});

test('without microphone and terminal, the demonstration is what one gets', async () => {
  const { exit, out } = await account.run([]);
  expect(out).toMatch(/recorded conversation/);
  expect(exit).toBe(0);
});

test('a recorded conversation changes the practice system, and what is said can be heard', async () => {
  const spoken = join(account.home, 'spoken.wav');
  const wav = conversation(['03-install.wav', 12_000], ['04-yes.wav', 15_000], ['11-goodbye.wav', 3_000]);
  const { exit, out } = await account.run(['listen', '--wav', wav, '--say-to', spoken]);
  expect(out).toMatch(/you: install firefox\nnix: Install firefox\?.*\nyou: yes\n(nix: .*\n)+.*Goodbye/i);
  expect(out).toMatch(/Done\. Firefox is installed/i);
  expect(exit).toBe(0);
  const words = await account.run(['hear', '--json', spoken]);
  expect(json(words)[0].audioMs).toBeGreaterThan(5000);
});

test('what a recording means is told in one line each', async () => {
  const files = ['01-list-generations.wav', '03-install.wav'].map((file) => join(DEMO, file));
  const heard = json(await account.run(['hear', '--json', ...files]));
  expect(heard.map(({ intent, slots, decision }) => [intent, slots, decision])).toEqual([
    ['list_generations', {}, 'understood'],
    ['install_package', { package: 'firefox' }, 'understood'],
  ]);
  for (const line of heard) {
    expect(Object.keys(line)).toEqual(
      expect.arrayContaining(['file', 'transcript', 'alternatives', 'audioMs', 'decodeMs', 'decidedMs']),
    );
    expect(line.decidedMs).toBeGreaterThan(0);
    expect(line.decidedMs).toBeLessThan(line.audioMs + 1500);
  }
});

test('an answer is heard as one where one is expected', async () => {
  const yes = join(DEMO, '04-yes.wav');
  expect(json(await account.run(['hear', '--json', '--state', 'confirming', yes]))[0]).toMatchObject({
    intent: 'affirm',
  });
});

test('a foreign grammar gives foreign labels', async () => {
  const grammar = join(account.home, 'lights.yaml');
  writeFileSync(
    grammar,
    'language: en\nintents:\n  Search:\n    data:\n      - sentences: ["search for [a] {thing}"]\nlists:\n  thing:\n    values:\n      - {in: "text editor", out: 7}\n',
  );
  const file = join(DEMO, '02-search.wav');
  const [heard] = json(await account.run(['hear', '--json', '--grammar', grammar, file]));
  expect(heard).toMatchObject({ intent: 'Search', slots: { thing: 7 } });
});

test.each([
  ['missing.wav', undefined, /missing\.wav/],
  ['text.wav', 'this is no sound', /text\.wav/],
  ['empty.wav', '', /empty\.wav/],
])('%s is one sentence and exit 1, and the other files are still heard', async (name, content, said) => {
  const file = join(account.home, name);
  if (content !== undefined) writeFileSync(file, content);
  const good = join(DEMO, '01-list-generations.wav');
  const { exit, err, lines } = await account.run(['hear', '--json', file, good]);
  expect(err).toMatch(said);
  expect(exit).toBe(1);
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[1] as string)).toMatchObject({ intent: 'list_generations' });
});

test('a folder that is no model is told with what to do', async () => {
  const folder = join(account.home, 'model');
  mkdirSync(folder);
  const yes = join(DEMO, '04-yes.wav');
  for (const model of [folder, join(account.home, 'nowhere')]) {
    const { exit, err } = await account.run(['hear', '--model', model, yes]);
    expect(err).toMatch(/model/);
    expect(exit).toBe(1);
  }
});

test('a damaged model is told, and nothing hangs', async () => {
  const folder = join(account.home, 'model');
  for (const part of [
    'am/final.mdl',
    'conf/mfcc.conf',
    'conf/model.conf',
    'graph/HCLr.fst',
    'graph/Gr.fst',
  ]) {
    mkdirSync(join(folder, part, '..'), { recursive: true });
    writeFileSync(join(folder, part), 'not what it should be');
  }
  const { exit, err } = await account.run(['hear', '--model', folder, join(DEMO, '04-yes.wav')]);
  expect(err).toMatch(/model/);
  expect(exit).toBe(1);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s in mid-conversation leaves no process behind',
  async (signal) => {
    const wav = conversation(['03-install.wav', 60_000]);
    const slow = new Account({ ASK_NIX_SPEAKER: 'device', ASK_NIX_PACE: '1' });
    using _slow = slow;
    const copy = join(slow.home, 'conversation.wav');
    copyFileSync(wav, copy);
    const child = slow.start(['listen', '--wav', copy]);
    const ended = finished(child);
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    const offspring = childrenOf(child.pid as number);
    child.kill(signal);
    await ended;
    expect(offspring.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  },
);

test('what is said never overwrites what is still to be heard', async () => {
  const wav = conversation(['11-goodbye.wav', 1000]);
  const { exit, err } = await account.run(['listen', '--wav', wav, '--say-to', wav]);
  expect(err).toMatch(/another name/);
  expect(exit).toBe(2);
  expect(readFileSync(wav).length).toBeGreaterThan(10_000);
});
