import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOurBug, Person, sh } from '../machine/run.ts';

const LIST = ['ask', 'list generations'];
const SPOKEN = join(import.meta.dirname, '..', '..', 'demo', '01-list-generations.wav');

let person: Person;
beforeEach(() => {
  person = new Person();
});
afterEach(() => person[Symbol.dispose]());

test('with an empty PATH it answers, and hears recordings; that it cannot speak is said', async () => {
  const environment = { PATH: '' };
  expect(await person.run(LIST, { environment })).toMatchObject({ exit: 0, err: '' });
  const heard = await person.run(['listen', '--wav', SPOKEN], { environment });
  expect(heard).toMatchObject({ exit: 0, out: expect.stringMatching(/you: list generations\nnix: Eleven/) });
  expect(heard.err).toMatch(/espeak-ng is not installed/);
  const deaf = await person.run(['listen'], { environment });
  expect(deaf).toMatchObject({ exit: 1, out: expect.stringMatching(/cannot hear/) });
  expect(isOurBug(deaf), deaf.err).toBe(false);
});

test('in a folder that is gone it answers', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'ask-nix-gone-'));
  const through = ['sh', '-c', 'rmdir "$PWD"; exec "$@"', 'sh'];
  expect(await person.run(LIST, { cwd, through })).toMatchObject({ exit: 0, err: '' });
  expect(() => rmdirSync(cwd)).toThrow();
});

test('without a place for temporary files it answers, and programs are tried all the same', async () => {
  const environment = { TMPDIR: join(person.home, 'gone') };
  expect(await person.run(LIST, { environment })).toMatchObject({ exit: 0, err: '' });
  expect(await person.run(['ask', 'try hello'], { environment })).toMatchObject({ exit: 0, err: '' });
});

test.each([
  ['few files may be open', 'ulimit -n 64'],
  ['few files may be open', 'ulimit -n 32'],
  ['files may be small only', 'ulimit -f 2048'],
  ['little stack', 'ulimit -s 1024'],
  ['no core dumps, low priority', 'ulimit -c 0; renice -n 19 $$ > /dev/null'],
])('%s (%s): it hears, changes and answers', async (_, before) => {
  const through = sh(before);
  expect(await person.run(LIST, { through })).toMatchObject({ exit: 0, err: '' });
  expect(await person.run(['ask', '--yes', 'install firefox'], { through })).toMatchObject({ exit: 0 });
  const heard = await person.run(['listen', '--wav', SPOKEN], { through });
  expect(heard, heard.err).toMatchObject({ exit: 0, out: expect.stringMatching(/you: list generations/) });
});

test('with XDG folders that are relative or files, it answers or says which', async () => {
  for (const environment of [{ XDG_STATE_HOME: '/dev/null' }, { XDG_CONFIG_HOME: '/dev/null' }]) {
    const run = await person.run(LIST, { environment });
    expect(isOurBug(run), run.err).toBe(false);
    if (run.exit !== 0) expect(run.err).toMatch(/\/dev\/null/);
  }
});
