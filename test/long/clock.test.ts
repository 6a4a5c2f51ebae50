import { lutimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileJournal } from '#journal/journal.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { conversation } from '../conversations/scene.ts';
import { isOurBug, Person } from '../machine/run.ts';
import { install, NOW, practice, quickClock } from '../nix/practice-fixture.ts';

const DAY_MS = 86_400_000;

describe('a clock that was set back', () => {
  test('leaves the order of generations, and a new one follows', async () => {
    let now = NOW;
    const clock = { ...quickClock(), now: () => now };
    await using fixture = await practice({}, clock);
    now -= 400 * DAY_MS;
    const nix = await fixture.again();
    expect(await answerOf(nix, await planOf(nix, install('firefox')))).toMatchObject({
      type: 'done',
      generation: 44,
      previous: 43,
    });
    const { generations, current } = await nix.facts(never);
    expect(current).toBe(44);
    expect(generations.map(({ number }) => number)).toEqual([44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33]);
    expect(await answerOf(nix, await planOf(nix, { intent: 'edit_undo' }))).toMatchObject({ type: 'done' });
  });

  test('leaves the journal whole: its order is that of its lines', () => {
    using person = new Person();
    const journal = fileJournal(join(person.home, 'state', 'journal.jsonl'));
    for (const at of [2 * DAY_MS, DAY_MS, 3 * DAY_MS]) {
      journal.append(
        { type: 'change', plan: 'a'.repeat(64), intents: ['x'], said: String(at), outcome: 'done' },
        at,
      );
    }
    const { records, broken } = journal.read();
    expect(broken).toEqual([]);
    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

test('time that jumps by years between two sentences brings nobody a change they did not want', async () => {
  const said = (await conversation(['install firefox', 400 * 24 * 3600, 'yes'])).join('\n');
  expect(said).not.toMatch(/Done\./);
});

/** The kernel lets a process have another time since it started, not another date: so the dates are made odd instead. */
test('generations from the future are listed, in words', async () => {
  using person = new Person();
  await person.run(['status']);
  const profiles = join(person.home, 'state/ask-nix/practice/nix/var/nix/profiles');
  const future = Date.now() / 1000 + 30 * 86_400;
  lutimesSync(join(profiles, 'system-43-link'), future, future);
  const run = await person.run(['ask', 'list generations']);
  expect(isOurBug(run), run.err).toBe(false);
  expect(run).toMatchObject({ exit: 0, out: expect.stringMatching(/43, from .*in use/) });
});
