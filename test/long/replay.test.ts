import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Account, finished } from '../commands/run-cli.ts';

const account = new Account();
afterAll(() => account[Symbol.dispose]());

const journalOf = ({ home }: Account) => join(home, 'state', 'ask-nix', 'journal.jsonl');

test('with settings of today a session may go another way', async () => {
  using other = new Account();
  await other.run(['chat'], 'install krita\nyes\ngoodbye\n');
  mkdirSync(join(other.home, 'config', 'ask-nix'), { recursive: true });
  writeFileSync(
    join(other.home, 'config', 'ask-nix', 'config.yaml'),
    'dialogue:\n  confirm:\n    typed:\n      change: named\n',
  );
  expect((await other.run(['replay'])).exit).toBe(0);
  const strict = await other.run(['replay', '--my-settings']);
  expect(strict.out).toMatch(/"yes"[\s\S]*now: .*weak-yes named/);
  expect(strict.exit).toBe(1);
});

test('killed at work, journal and recording are readable and what was cut off is told', async () => {
  using other = new Account({ ASK_NIX_PACE: '1' });
  const folder = join(other.home, 'recorded');
  const child = other.start(['chat', '--record', folder]);
  child.stdin.write('list generations\nmore\ninstall krita\n');
  const ended = finished(child);
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      if (String(text).includes('Install krita?')) resolve();
    });
  });
  child.kill('SIGKILL');
  await ended;
  for (const args of [['replay'], ['replay', folder]]) {
    const { out, exit } = await other.run(args);
    expect(out).toMatch(/1 session with 3 utterances played again: all decided the same/);
    expect(exit).toBe(0);
  }
  const file = journalOf(other);
  writeFileSync(file, readFileSync(file).subarray(0, -30));
  const { err, exit } = await other.run(['replay']);
  expect(err).toMatch(/1 record of the journal cut off while being written/);
  expect(exit).toBe(0);
});

test('a journal that cannot be written: looks are answered, a change is refused, and it is said once', async () => {
  using other = new Account();
  await other.run(['ask', 'list generations']);
  rmSync(journalOf(other));
  symlinkSync('/dev/full', journalOf(other));
  const look = await other.run(['ask', 'list generations']);
  expect(look.out).toMatch(/I cannot write the journal\..*disk is full/);
  expect(look.out).toMatch(/generations, newest first/);
  expect(look.exit).toBe(0);
  const change = await other.run(['ask', '--yes', 'install krita']);
  expect(change.out).toMatch(/I change nothing that I cannot write down/);
  expect(change.exit).toBe(1);
  const talk = await other.run(['chat'], 'list generations\ninstall krita\nyes\ngoodbye\n');
  expect(talk.out.match(/I cannot write the journal/g)).toHaveLength(1);
  expect(talk.out).toMatch(/I change nothing that I cannot write down/);
  expect(talk.out).toMatch(/Goodbye/);
  expect(talk.exit).toBe(0);
  rmSync(journalOf(other));
  expect((await other.run(['ask', 'how many packages are installed'])).out).not.toMatch(/krita/);
});

test('a recording whose disk is full stops with one line, and the conversation goes on', async () => {
  const folder = join(account.home, 'full');
  const child = account.start(['chat', '--record', folder]);
  const ended = finished(child);
  child.stdin.write('list generations\n');
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      if (String(text).includes('newest first')) resolve();
    });
  });
  rmSync(join(folder, 'events.jsonl'));
  symlinkSync('/dev/full', join(folder, 'events.jsonl'));
  child.stdin.end('more\nmore\ngoodbye\n');
  const { out, exit } = await ended;
  expect(out.match(/The recording stops here\./g)).toHaveLength(1);
  expect(out).toMatch(/Goodbye/);
  expect(exit).toBe(0);
});
