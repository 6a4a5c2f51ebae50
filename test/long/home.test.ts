import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOurBug, Person, sh, UNPRIVILEGED } from '../machine/run.ts';
import { SmallDisk } from '../machine/small-disk.ts';

const LIST = ['ask', 'list generations'];
const NOBODY = 12_345;

let person: Person;
beforeEach(() => {
  person = new Person();
});
afterEach(() => person[Symbol.dispose]());

describe('a home that can only be read', () => {
  let disk: SmallDisk;
  let everything: { environment: Record<string, string> };
  beforeEach(() => {
    disk = new SmallDisk(64 * 1024);
    everything = {
      environment: {
        HOME: disk.path,
        XDG_STATE_HOME: join(disk.path, 'state'),
        XDG_CONFIG_HOME: join(disk.path, 'config'),
        XDG_CACHE_HOME: join(disk.path, 'cache'),
        XDG_RUNTIME_DIR: join(disk.path, 'runtime'),
      },
    };
  });
  afterEach(() => disk[Symbol.dispose]());

  test('has no room for a practice system, and that is said', async () => {
    disk.remount('ro');
    const run = await person.run(LIST, everything);
    expect(run).toMatchObject({ exit: 1, err: expect.stringMatching(/cannot be made.*XDG_STATE_HOME/) });
    expect(isOurBug(run)).toBe(false);
  });

  test('answers from the practice system that is there, and changes nothing', async () => {
    await person.run(LIST, everything);
    disk.remount('ro');
    expect((await person.run(LIST, everything)).out).toMatch(/Eleven generations/);
    const install = await person.run(['ask', '--yes', 'install firefox'], everything);
    expect(install.exit).toBe(1);
    expect(install.out).not.toMatch(/Done|cannot tell whether/);
    const chat = await person.run(['chat'], { ...everything, stdin: 'list generations\n' });
    expect(chat.out).toMatch(/cannot write the journal.*Eleven generations/s);
    const listen = await person.run(['listen'], { environment: { ...everything.environment, PATH: '' } });
    expect(listen.err).toMatch(/cannot tell whether I am listening elsewhere/);
    for (const run of [install, chat, listen]) expect(isOurBug(run), run.err).toBe(false);
    disk.remount('rw');
    expect((await person.run(['ask', '--yes', 'install firefox'], everything)).exit).toBe(0);
  });
});

describe('no home', () => {
  const homeless = {
    HOME: undefined,
    XDG_STATE_HOME: undefined,
    XDG_CONFIG_HOME: undefined,
    XDG_RUNTIME_DIR: undefined,
    XDG_CACHE_HOME: undefined,
  };

  test('one that is not there: what cannot be written is said with what to set', async () => {
    const locked = join(person.home, 'locked');
    mkdirSync(locked, { mode: 0o500 });
    const environment = { ...homeless, HOME: join(locked, 'none') };
    const run = await person.run(LIST, { environment, through: UNPRIVILEGED });
    expect(run).toMatchObject({ exit: 1, err: expect.stringMatching(/locked\/none.*XDG_STATE_HOME/) });
    expect(isOurBug(run)).toBe(false);
  });

  test('an account that the machine does not know is told, not met with a stack of calls', async () => {
    const flags = UNPRIVILEGED.length > 0 ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
    // A checkout that only its owner can read tells nothing about homes.
    const through = [...UNPRIVILEGED, ...flags, ...sh('test -r "$2" || exit 1')];
    const run = await person.run(LIST, { environment: homeless, through });
    expect(isOurBug(run), run.err).toBe(false);
  });

  test('only a place for the state is needed', async () => {
    const run = await person.run(LIST, {
      environment: { ...homeless, HOME: '/dev/null', XDG_STATE_HOME: join(person.home, 'state') },
    });
    expect(run).toMatchObject({ exit: 0, err: '' });
  });
});

describe('permissions that are wrong', () => {
  const through = UNPRIVILEGED;

  test.each([
    ['config/ask-nix/config.yaml', /settings in .* cannot be read/],
    ['config/ask-nix/grammars', /grammar folder .* cannot be read/],
    ['state/ask-nix/journal.jsonl', /journal/],
    ['state/ask-nix/practice/practice.json', /cannot be|not allowed|damaged/],
    ['state/ask-nix/practice', /cannot be used: that is not allowed/],
    ['state/ask-nix/practice/nix/store', /store/],
  ])('%s that may not be read is named', async (path, said) => {
    await person.run(LIST);
    const file = join(person.home, path);
    if (path.startsWith('config')) mkdirSync(join(person.home, 'config/ask-nix'), { recursive: true });
    if (path.endsWith('.yaml')) writeFileSync(file, 'verbosity: brief\n');
    if (path.endsWith('grammars')) mkdirSync(file);
    chmodSync(file, 0);
    const run = await person.run(LIST, { through });
    expect(run.err + run.out).toMatch(said);
    expect(isOurBug(run), run.err).toBe(false);
    chmodSync(file, statSync(join(file, '..')).isDirectory() && !/\.\w+$/.test(path) ? 0o700 : 0o600);
    expect(await person.run(LIST, { through })).toMatchObject({ exit: 0 });
  });

  test('a runtime folder of somebody else does not keep it from listening', async () => {
    const runtime = join(person.home, 'runtime');
    mkdirSync(runtime, { mode: 0o700 });
    if (UNPRIVILEGED.length > 0) chownSync(runtime, NOBODY, NOBODY);
    else chmodSync(runtime, 0);
    const run = await person.run(['listen'], { through, environment: { ASK_NIX_RECORDER: 'sox' } });
    expect(run.err).toMatch(/cannot tell whether I am listening elsewhere.*not allowed/);
    expect(isOurBug(run)).toBe(false);
    chmodSync(runtime, 0o700);
  });
});

test('what is made is for its owner alone, whatever the umask', async () => {
  const cache = join(person.home, 'cache');
  const conditions = { through: sh('umask 000'), environment: { XDG_CACHE_HOME: cache } };
  await person.run(['ask', '--yes', 'install firefox'], conditions);
  await person.run(['chat'], { ...conditions, stdin: 'list generations\n' });
  const open = readdirSync(person.home, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const { mode } = statSync(join(person.home, name), { throwIfNoEntry: false }) ?? { mode: 0 };
    return (mode & 0o077) !== 0;
  });
  expect(open).toEqual([]);
});
