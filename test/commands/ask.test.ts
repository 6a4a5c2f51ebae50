import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Account, type CliRun, finished } from './run-cli.ts';

let account: Account;
beforeEach(() => {
  account = new Account();
});
afterEach(() => account[Symbol.dispose]());

const json = ({ lines }: CliRun) => JSON.parse(lines.at(-1) as string);

test('words that are no command are a sentence', async () => {
  const { exit, out } = await account.run(['list', 'generations']);
  expect(out).toMatch(/^Eleven generations, newest first/);
  expect(exit).toBe(0);
});

test('what is meant is told as JSON', async () => {
  const told = json(await account.run(['ask', '--json', 'what is firefox']));
  expect(told).toMatchObject({
    intent: 'package_info',
    slots: { package: 'firefox' },
    decision: 'understood',
    answers: [{ type: 'info', package: { attribute: 'firefox' }, installed: false }],
    exit: 0,
  });
});

test('without a terminal a change prints its plan and hash, and nothing happens', async () => {
  const asked = await account.run(['install', 'firefox']);
  expect(asked.exit).toBe(3);
  expect(asked.lines.at(-1)).toMatch(/^Plan [0-9a-f]{64}$/);
  expect((await account.run(['history'])).exit).toBe(4);
});

test('a hash carries out its plan, once', async () => {
  const { plan } = json(await account.run(['ask', '--json', 'install firefox']));
  const confirmed = await account.run(['ask', 'install firefox', '--confirm', plan.hash]);
  expect(confirmed.out).toMatch(/Done\. Firefox is installed\./i);
  expect(confirmed.exit).toBe(0);
  const again = await account.run(['ask', 'install firefox', '--confirm', plan.hash]);
  expect(again.out).toMatch(/already installed/);
  expect(again.exit).toBe(4);
});

test('a hash of another plan, or of what the system was, counts for nothing', async () => {
  const { plan } = json(await account.run(['ask', '--json', 'install firefox']));
  expect((await account.run(['ask', 'install krita', '--confirm', plan.hash])).exit).toBe(3);
  expect((await account.run(['ask', '--yes', 'install krita'])).exit).toBe(0);
  expect((await account.run(['ask', 'install firefox', '--confirm', plan.hash])).exit).toBe(3);
  expect((await account.run(['ask', '--json', 'install firefox', '--confirm', 'f'.repeat(64)])).exit).toBe(3);
});

test('--yes accepts risky plans and never irreversible ones', async () => {
  expect((await account.run(['ask', '--yes', 'roll back'])).exit).toBe(0);
  // "Reboot" would be said to nobody.
  expect((await account.run(['ask', '--yes', 'update the system'])).out).toMatch(
    /after a restart\. Restart the machine when it suits you\./,
  );
  const garbage = await account.run(['ask', '--yes', 'collect the garbage']);
  expect(garbage.exit).toBe(3);
  expect(garbage.out).toMatch(/cannot be undone/);
});

test('undo takes the last change back', async () => {
  expect((await account.run(['undo', '--yes'])).exit).not.toBe(70);
  await account.run(['ask', '--yes', 'install firefox']);
  expect((await account.run(['undo', '--yes'])).exit).toBe(0);
  const { plan } = json(await account.run(['ask', '--json', 'install firefox']));
  expect(plan.effects.adds).toEqual(['firefox']);
});

test('history tells changes, newest first', async () => {
  await account.run(['ask', '--yes', 'install firefox']);
  await account.run(['ask', '--yes', 'remove vlc']);
  const entries = (await account.run(['history', '--json'])).lines.map((line) => JSON.parse(line));
  expect(entries.map(({ said, outcome }) => [said, outcome])).toEqual([
    ['remove vlc', 'done'],
    ['install firefox', 'done'],
  ]);
});

test('status says that this is the practice system', async () => {
  expect((await account.run(['status'])).out).toMatch(/practice system/);
  expect(json(await account.run(['status', '--json']))).toMatchObject({ system: 'practice', generation: 43 });
});

test.each([
  ['no-space', /disk is full/],
  ['no-network', /network|online|download/],
  ['build-failed', /build/],
])('a provoked failure (%s) is one sentence, and nothing has changed', async (fail, said) => {
  using failing = new Account({ ASK_NIX_FAIL: fail });
  const failed = await failing.run(['ask', '--yes', 'install firefox']);
  expect(failed.out).toMatch(said);
  expect(failed.exit).toBe(1);
  expect(json(await failing.run(['status', '--json']))).toMatchObject({ generation: 43 });
});

test.each([
  [['ask', '--jsn', 'help'], /It takes --json, --yes, --confirm/],
  [['--frobnicate'], /no flag --frobnicate/],
  [['ask'], /Say what to ask/],
  [['ask', '--yes', '--confirm', 'x', 'undo'], /either --yes or --confirm/],
  [['listen', '--mode', 'talk'], /not yet built/],
  [['serve'], /not yet built/],
  [['listen', 'firefox'], /takes flags only/],
])('%j is bad usage: exit 2 and a sentence', async (args, said) => {
  const { exit, err } = await account.run(args);
  expect(err).toMatch(said);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(exit).toBe(2);
});

test.each([
  ['ten thousand characters', 'install '.repeat(1250)],
  ['control characters', 'install \u0007\u001b[31mfire\u0000fox'.replace('\u0000', '')],
  ['shell syntax', 'install $(reboot); `reboot` && reboot'],
  ['Scheme', '(SayText "x") (system "reboot")'],
  ['a path', 'install ../../etc/passwd'],
  ['a Nix expression', 'install firefox"; builtins.exec ["reboot"]; x = "'],
])('%s in a sentence is not understood, and nothing happens', async (_kind, text) => {
  const { exit } = await account.run(['ask', text]);
  expect(exit).toBe(2);
  expect((await account.run(['history'])).exit).toBe(4);
});

test('settings that are wrong are told with their place', async () => {
  mkdirSync(join(account.home, 'config', 'ask-nix'), { recursive: true });
  const file = join(account.home, 'config', 'ask-nix', 'config.yaml');
  writeFileSync(file, 'voice:\n  raet: 200\n');
  const { exit, err } = await account.run(['status']);
  expect(err).toMatch(/raet.*config\.yaml/s);
  expect(exit).toBe(1);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s during a change is told, written down, and no success',
  async (signal) => {
    using slow = new Account({ ASK_NIX_PACE: '1' });
    const child = slow.start(['ask', '--yes', 'install krita']);
    const ended = finished(child);
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill(signal);
    const { exit, out } = await ended;
    expect(out).toMatch(/Cancelled\. Everything is as it was before/);
    expect(exit).toBe(1);
    expect((await slow.run(['history'])).out).toMatch(/cancelled +install krita/);
  },
);

test('a damaged journal is told, and what is whole in it', async () => {
  await account.run(['ask', '--yes', 'install firefox']);
  await account.run(['ask', '--yes', 'install krita']);
  const file = join(account.home, 'state', 'ask-nix', 'journal.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('install firefox', 'install fire fox'));
  const { out, err, exit } = await account.run(['history']);
  expect(err).toMatch(/damaged/);
  expect(out).toMatch(/install krita/);
  expect(exit).toBe(1);
});
