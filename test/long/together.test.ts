import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileJournal } from '#journal/journal.ts';
import { Person, type Run } from '../machine/run.ts';

const journalOf = ({ home }: Person) => fileJournal(join(home, 'state/ask-nix/journal.jsonl')).read();

function installedIn({ home }: Person): string[] {
  return JSON.parse(readFileSync(join(home, 'state/ask-nix/practice/etc/nixos/ask-nix.json'), 'utf8'))
    .packages;
}

const wasDone = ({ out }: Run) => /Done\./.test(out);

test('two changes at the same moment: each is done, or hears that another is under way or came first', async () => {
  using person = new Person();
  await person.run(['status']);
  const packages = ['firefox', 'hello', 'cowsay', 'blender', 'emacs', 'neovim'];
  for (let round = 0; round < 5; round++) {
    const before = installedIn(person);
    const chosen = [packages[round % packages.length], packages[(round + 1) % packages.length]] as string[];
    const verbs = chosen.map((name) => (before.includes(name) ? 'remove' : 'install'));
    const runs = await Promise.all(
      chosen.map((name, at) => person.run(['ask', '--yes', `${verbs[at]} ${name}`])),
    );
    const after = installedIn(person);
    for (const [at, run] of runs.entries()) {
      const isIn = after.includes(chosen[at] as string);
      expect(isIn === (verbs[at] === 'install'), run.out).toBe(wasDone(run));
      if (!wasDone(run))
        expect(run).toMatchObject({ exit: 1, out: expect.stringMatching(/busy|changed|another/i) });
    }
    expect(runs.some(wasDone), 'one of them at least').toBe(true);
  }
  expect(journalOf(person).broken).toEqual([]);
});

test('a new system that six ask for at once is one, and all are answered and written down', async () => {
  using person = new Person();
  const runs = await Promise.all(Array.from({ length: 6 }, () => person.run(['ask', 'list generations'])));
  for (const run of runs) expect(run).toMatchObject({ exit: 0, err: '' });
  const { records, broken } = journalOf(person);
  expect(broken).toEqual([]);
  expect(records.filter(({ entry }) => entry.type === 'turn')).toHaveLength(6);
});

test('a conversation and a sentence beside it do not get in each other’s way', async () => {
  using person = new Person();
  await person.run(['status']);
  const lines = 'list generations\ninstall hello\nyes\nundo\nyes\n'.repeat(20);
  const [chat, ...asked] = await Promise.all([
    person.run(['chat'], { stdin: lines }),
    ...Array.from({ length: 6 }, () => person.run(['ask', 'what is installed'])),
  ]);
  expect(chat).toMatchObject({ exit: 0, err: '' });
  for (const run of asked) expect(run).toMatchObject({ exit: 0, err: '' });
  expect(journalOf(person).broken).toEqual([]);
});
