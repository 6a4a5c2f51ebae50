import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parseWav, wavBytes } from '#audio/wav.ts';
import { fileJournal } from '#journal/journal.ts';
import { ended, isOurBug, Person } from '../machine/run.ts';
import { childrenOf } from '../programs/children-of.ts';
import { numbersFrom } from './random.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'demo');
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGINT', 'SIGKILL', 'SIGHUP'] as const;
const KILLS = 100;
/** A command takes about half of that when nobody disturbs it. */
const LONGEST_MS = 700;

test('a hundred changes ended at any moment leave system and journal whole', async () => {
  using person = new Person();
  const random = numbersFrom(4);
  const { installed } = await person.practiceState();
  let finished = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const signal = SIGNALS[kill % SIGNALS.length] as NodeJS.Signals;
    const text = kill % 2 === 0 ? 'install firefox' : 'remove firefox';
    const child = person.start(['ask', '--yes', text], { environment: { ASK_NIX_PACE: '60' } });
    const over = ended(child);
    await setTimeout(random() * LONGEST_MS);
    child.kill(signal);
    const run = await over;
    const told = `${text}, ${signal}: ${run.out} ${run.err}`;
    expect(run.err, told).not.toMatch(/bug of ours/);
    if (signal !== 'SIGKILL') expect(run.signal === null || run.out === '', told).toBe(true);
    if (/Done\./.test(run.out)) finished++;
    const has = programsOf(person).includes('firefox');
    if (/Done\./.test(run.out)) expect(has, told).toBe(kill % 2 === 0);
    await expectWhole(person, installed, told);
  }
  expect(finished, 'some are over before').toBeGreaterThan(0);
  expect(finished, 'some are not').toBeLessThan(KILLS);
  expect(await person.run(['ask', '--yes', 'install hello'])).toMatchObject({ exit: 0 });
});

/** Opens as if nothing had been, and what is configured is what is installed. */
async function expectWhole(person: Person, before: number, told: string): Promise<void> {
  const status = await person.run(['status', '--json']);
  expect(status, told).toMatchObject({ exit: 0, err: '' });
  const { installed, journal } = JSON.parse(status.out);
  expect(programsOf(person), told).toHaveLength(installed);
  expect([before, before + 1], told).toContain(installed);
  expect(journal.broken, told).toBe(0);
}

function programsOf({ home }: Person): string[] {
  const config = join(home, 'state/ask-nix/practice/etc/nixos/ask-nix.json');
  return existsSync(config) ? JSON.parse(readFileSync(config, 'utf8')).packages : [];
}

test('a voice that is ended at any moment leaves no process, and everything whole', async () => {
  using person = new Person();
  const random = numbersFrom(5);
  const { installed } = await person.practiceState();
  const wav = join(person.home, 'conversation.wav');
  writeFileSync(wav, conversation(['03-install.wav', 8000], ['04-yes.wav', 8000], ['03-install.wav', 5000]));
  for (let kill = 0; kill < 24; kill++) {
    const signal = SIGNALS[kill % SIGNALS.length] as NodeJS.Signals;
    const child = person.start(['listen', '--wav', wav], { environment: { ASK_NIX_PACE: '10' } });
    const over = ended(child);
    await setTimeout(100 + random() * 2500);
    const below = child.exitCode === null ? childrenOf(child.pid as number) : [];
    child.kill(signal);
    const run = await over;
    expect(isOurBug({ ...run, signal: null }), run.err).toBe(false);
    // A recognizer whose parent was killed notices that nobody writes to it any more.
    for (let waits = 0; below.some(lives) && waits < 50; waits++) await setTimeout(100);
    expect(below.filter(lives)).toEqual([]);
    await expectWhole(person, installed, `${signal}: ${run.out}`);
    await person.run(['ask', '--yes', 'remove firefox']);
  }
  expect(fileJournal(join(person.home, 'state/ask-nix/journal.jsonl')).read().broken).toEqual([]);
});

function lives(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

function conversation(...parts: [file: string, pauseMs: number][]): Uint8Array {
  const sounds = parts.flatMap(([file, pauseMs]) => [
    parseWav(readFileSync(join(DEMO, file))),
    new Int16Array(pauseMs * 16),
  ]);
  return wavBytes(Int16Array.from(sounds.flatMap((sound) => [...sound])));
}
