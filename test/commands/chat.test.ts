import { afterEach, beforeEach, expect, test } from 'vitest';
import { Account, finished } from './run-cli.ts';

let account: Account;
beforeEach(() => {
  account = new Account();
});
afterEach(() => account[Symbol.dispose]());

const chat = async (...lines: string[]) => (await account.run(['chat'], `${lines.join('\n')}\n`)).out;

test('a change is asked, confirmed, carried out and told', async () => {
  const said = await chat('install firefox', 'yes', 'goodbye');
  expect(said).toMatch(/practice system/);
  expect(said).toMatch(/Install firefox\?.*Done\. Firefox is installed\..*Goodbye/is);
});

test('a no changes nothing, and a later yes neither', async () => {
  await chat('remove vlc', 'no', 'yes');
  expect((await account.run(['history'])).exit).toBe(4);
});

test('a new command replaces the question; the yes belongs to the new plan', async () => {
  await chat('remove vlc', 'install firefox', 'yes');
  expect((await account.run(['history'])).out).toMatch(/install firefox/);
  expect((await account.run(['history'])).out).not.toMatch(/vlc/);
});

test('"the second one" is the second that was read out', async () => {
  const said = await chat('search for a web browser', 'install the second one', 'no');
  const second = /packages? for web browser: [^:]+: [^.]+\. ([^:]+):/i.exec(said)?.[1];
  expect(second).toBeDefined();
  expect(said.toLowerCase()).toContain(`install ${second?.toLowerCase()}?`);
});

test('what cannot be undone wants its own words', async () => {
  const said = await chat('collect the garbage', 'yes', 'delete them');
  expect(said).toMatch(/Say: delete them.*For that I need the words.*Done/s);
});

test('an ended input ends the conversation, after the job', async () => {
  const { out, exit } = await account.run(['chat'], 'install firefox\nyes\n');
  expect(out).toMatch(/Done\. Firefox is installed/i);
  expect(exit).toBe(0);
});

test('a flood of lines can be stopped', async () => {
  const child = account.start(['chat']);
  const ended = finished(child);
  const flood = setInterval(() => child.stdin.write('yes\n'.repeat(2000)), 5);
  child.stdin.on('error', () => clearInterval(flood));
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  const began = Date.now();
  child.kill('SIGTERM');
  await ended;
  clearInterval(flood);
  expect(Date.now() - began).toBeLessThan(3000);
});
