import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileJournal, type Journal } from '#journal/journal.ts';
import { answerOf, planOf } from '../contracts/nix.ts';
import { isOurBug, Person } from '../machine/run.ts';
import { SmallDisk } from '../machine/small-disk.ts';
import { practice } from '../nix/practice-fixture.ts';

const BLOCK = 4096;

let person: Person;
let disk: SmallDisk;
beforeEach(() => {
  person = new Person();
  disk = new SmallDisk();
});
afterEach(() => {
  disk[Symbol.dispose]();
  person[Symbol.dispose]();
});

const onDisk = (variable: string) => ({ environment: { [variable]: disk.path } });

describe('a full disk under the state', () => {
  const state = () => onDisk('XDG_STATE_HOME');

  test.each([0, 3, 12])('with %i blocks left, no practice system is half made', async (blocks) => {
    disk.fill(blocks);
    const run = await person.run(['ask', 'list generations'], state());
    expect(run).toMatchObject({ exit: 1, err: expect.stringMatching(/cannot be made.*disk is full/) });
    const folder = join(disk.path, 'ask-nix');
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    disk.free();
    expect(await person.run(['ask', 'list generations'], state())).toMatchObject({ exit: 0, err: '' });
  });

  test('what looks is answered, that the journal cannot be written is said, and no record is torn', async () => {
    const list = () => person.run(['ask', 'list generations'], state());
    const file = join(disk.path, 'ask-nix', 'journal.jsonl');
    await list();
    const { size: length } = statSync(file);
    const journal = fileJournal(file);
    for (const room of [0, 1, Math.floor(length / 2), length - 1]) {
      leaveRoom(journal, file, room);
      disk.fill(0);
      const before = journal.read().records.length;
      const run = await list();
      expect(run.out, `with room for ${room} bytes`).toMatch(/Eleven generations/);
      if (room < 100) expect(run.out).toMatch(/cannot write the journal/);
      expect(isOurBug(run)).toBe(false);
      expect(journal.read().broken).toEqual([]);
      if (/cannot write/.test(run.out)) expect(journal.read().records.length).toBeLessThan(before + 3);
      disk.free();
      expect((await list()).exit).toBe(0);
      expect(journal.read().records.length).toBeGreaterThan(before);
    }
  });

  test('wherever a change meets the end of the disk, it is told, taken back, and goes through later', async () => {
    await person.run(['status'], state());
    const install = () => person.run(['ask', '--yes', 'install firefox'], state());
    const undo = () => person.run(['ask', '--yes', 'undo'], state());
    let wentThrough = 0;
    for (let blocks = 0; wentThrough < 2; blocks++) {
      expect(blocks, 'a change takes a few blocks').toBeLessThan(40);
      disk.fill(blocks);
      const before = await wholeState();
      const run = await install();
      expect(isOurBug(run), `${blocks} blocks: ${run.err}`).toBe(false);
      disk.free();
      const after = await wholeState();
      if (/Done/.test(run.out)) {
        wentThrough++;
      } else {
        expect(run, `${blocks} blocks`).toMatchObject({
          exit: 1,
          out: expect.stringMatching(/no space|room|full/i),
        });
        expect(run.out).not.toMatch(/cannot tell whether/);
        expect(after).toEqual(before);
        expect(await install()).toMatchObject({ exit: 0, out: expect.stringMatching(/Done/) });
      }
      expect(await undo()).toMatchObject({ exit: 0, out: expect.stringMatching(/Done/) });
      // What is in the store already takes no room: the next one begins with nothing.
      await person.run(['chat'], { ...state(), stdin: 'collect the garbage\ndelete them\n' });
    }
  });

  /** What is installed by the profile and by the configuration; both say the same. */
  async function wholeState(): Promise<unknown> {
    const run = await person.run(['status', '--json'], state());
    expect(run).toMatchObject({ exit: 0, err: '' });
    const { generation, installed } = JSON.parse(run.out);
    const config = join(disk.path, 'ask-nix/practice/etc/nixos/ask-nix.json');
    expect(JSON.parse(readFileSync(config, 'utf8')).packages).toHaveLength(installed);
    return { generation, installed };
  }

  test('the practice system can still collect garbage, as that is what helps', async () => {
    const directory = join(disk.path, 'system');
    await using fixture = await practice({ directory });
    disk.fill(0);
    const plan = await planOf(fixture.nix, { intent: 'collect_garbage' });
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'done' });
  });
});

/** Makes the journal so long that the last block of the disk that it has holds so many bytes more. */
function leaveRoom(journal: Journal, file: string, bytes: number): void {
  const said = (text: string) =>
    journal.append({ type: 'turn', said: text, source: 'typed', decision: 'rejected', intents: [] }, 0);
  said('');
  const before = statSync(file).size;
  said('');
  const bare = statSync(file).size - before;
  const missing = (2 * BLOCK - bytes - ((before + 2 * bare) % BLOCK)) % BLOCK;
  said('x'.repeat(missing));
}

test('a full disk under the cache is no loss', async () => {
  disk.fill(0);
  expect(await person.run(['ask', 'list generations'], onDisk('XDG_CACHE_HOME'))).toMatchObject({
    exit: 0,
    err: '',
  });
});

test('a full disk under the runtime folder fails what puts programs there, in words', async () => {
  disk.fill(0);
  const run = await person.run(['ask', 'try hello'], onDisk('XDG_RUNTIME_DIR'));
  expect(run).toMatchObject({ exit: 1 });
  expect(run.out).toMatch(/no space|room|full/i);
  expect(isOurBug(run)).toBe(false);
});

test('a full disk under the runtime folder does not keep it from listening', async () => {
  disk.fill(0);
  const run = await person.run(['listen'], { environment: { XDG_RUNTIME_DIR: disk.path, PATH: '' } });
  expect(run.out).toMatch(/cannot hear/);
  expect(isOurBug(run)).toBe(false);
});

test('output that cannot be written is said, and is a failure', async () => {
  disk.fill(0);
  const file = join(disk.path, 'out');
  const through = ['sh', '-c', 'exec "$0" "$@" >>"$OUT"'];
  const run = await person.run(['ask', 'list generations'], { through, environment: { OUT: file } });
  expect(run).toMatchObject({
    exit: 1,
    err: expect.stringMatching(/output cannot be written: the disk is full/),
  });
});
