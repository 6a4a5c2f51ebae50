import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { fileJournal } from '#journal/journal.ts';
import { Account } from './run-cli.ts';

// Each test starts the program several times.
vi.setConfig({ testTimeout: 30_000 });

const account = new Account();
afterAll(() => account[Symbol.dispose]());

const journalOf = ({ home }: Account) => join(home, 'state', 'ask-nix', 'journal.jsonl');

test('what was said today would be decided the same, and history is as it was', async () => {
  await account.run(['chat'], 'install krita\nyes\nlist generations\nmore\nremove vlc\nno\ngoodbye\n');
  const later = await account.run(['ask', '--yes', 'install blender']);
  expect(later.out).toMatch(/Blender is installed/);
  const { out, err, exit } = await account.run(['replay']);
  expect(err).toBe('');
  expect(out).toMatch(/2 sessions with 8 utterances played again: all decided the same\./);
  expect(exit).toBe(0);
  const history = await account.run(['history']);
  expect(history.lines.map((line) => line.replace(/^.{16} +/, '').toLowerCase())).toEqual([
    'done        install blender',
    'done        install krita',
  ]);
});

test('one session as JSON', async () => {
  const all = await account.run(['replay', '--json']);
  const [first] = all.lines.map((line) => JSON.parse(line));
  expect(first).toMatchObject({ session: 1, ears: 'terminal', utterances: 7 });
  const one = await account.run(['replay', '--json', '--session', '1']);
  expect(one.lines.map((line) => JSON.parse(line))).toEqual([first]);
  const none = await account.run(['replay', '--session', '99999']);
  expect(none.err).toMatch(/no session 99999\. The last ones are 1, \d+/);
  expect(none.exit).toBe(2);
});

test('a grammar that takes a sentence for something else: told where, exit 1', async () => {
  using other = new Account();
  await other.run(['chat'], 'list generations\nfrobnicate the machine\ngoodbye\n');
  const grammars = join(other.home, 'config', 'ask-nix', 'grammars');
  mkdirSync(grammars, { recursive: true });
  writeFileSync(
    join(grammars, 'mine.yaml'),
    'language: en\nintents:\n  list_generations:\n    data:\n      - sentences: ["frobnicate the machine"]\n',
  );
  const { out, exit } = await other.run(['replay']);
  expect(out).toMatch(/Session 1, .*: differs\./);
  expect(out).toMatch(/Event \d+, .*: "frobnicate the machine"/);
  expect(out).toMatch(/then: rejected .*say not-understood/);
  expect(out).toMatch(/Since then, grammar changed/);
  expect(out).toMatch(/now: {2}understood \(list_generations\)/);
  expect(exit).toBe(1);
});

test('a journal of the first version is read, and told to lack what replaying takes', async () => {
  using other = new Account();
  const journal = fileJournal(journalOf(other));
  journal.append({ type: 'started', system: 'practice', ears: 'microphone' }, 1);
  journal.append(
    { type: 'turn', said: 'help', source: 'voice', decision: 'understood', intents: ['help'] },
    2,
  );
  journal.append(
    { type: 'change', plan: 'a', intents: ['install_package'], said: 'install krita', outcome: 'done' },
    3,
  );
  const { err, out, exit } = await other.run(['replay']);
  expect(err).toMatch(/1 older sessions? .* replay/);
  expect(out).toMatch(/no session to play again/);
  expect(exit).toBe(4);
  expect((await other.run(['history'])).out).toMatch(/install krita/);
});

test('a recorded conversation is a folder of its own, for its owner, and is not overwritten', async () => {
  const folder = join(account.home, 'recorded');
  await account.run(['chat', '--record', folder], 'list generations\ngoodbye\n');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const { out, exit } = await account.run(['replay', folder]);
  expect(out).toMatch(/1 session with 2 utterances .* the same/);
  expect(exit).toBe(0);
  const again = await account.run(['chat', '--record', folder], 'goodbye\n');
  expect(again.err).toMatch(/something in .*recorded already/);
  expect(again.exit).toBe(2);
  const sound = await account.run(['replay', '--audio', folder]);
  expect(sound.err).toMatch(/no sound in/);
  expect(sound.exit).toBe(2);
});

test.each([
  [['replay', 'no-such-place'], /There is no recording/, 1],
  [['replay', 'one', 'two'], /Give one/, 2],
  [['replay', '--audio'], /keeps no sound/, 2],
])('%s is refused with a reason', async (args, reason, code) => {
  const { err, exit } = await account.run(args);
  expect(err).toMatch(reason);
  expect(exit).toBe(code);
});
