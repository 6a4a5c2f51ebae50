import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLE_RATE } from '#audio/samples.ts';
import { parseWav, wavBytes } from '#audio/wav.ts';
import { ended, Person } from '../machine/run.ts';
import { childrenOf } from '../programs/children-of.ts';
import { memoryOf } from './memory.ts';

const SOUNDS = join(import.meta.dirname, '..', 'sounds');
const TYPED = 2000;
const SPOKEN = 300;

/** Of all kinds; whatever is changed is changed back. */
const LINES = [
  'list generations',
  'search for a web browser',
  'more',
  'install the second one',
  'no',
  'what is installed',
  'install hello',
  'yes',
  'undo',
  'yes',
  'roll back',
  'no',
  'what would that do',
  'the weather is nice today',
  'spell it',
  'cancel',
  'try hello',
  'help',
  'how much of that did you hear',
  'status',
];

test('two thousand typed lines: memory and open files stay as they are', async () => {
  using person = new Person();
  const child = person.start(['chat'], { environment: { ASK_NIX_PACE: '10000' } });
  const files: number[] = [];
  const memory = memoryOf(() => [child.pid as number]);
  const watching = setInterval(() => files.push(openFilesOf(child.pid as number)), 250);
  const over = ended(child);
  child.stdin.end(`${Array.from({ length: TYPED }, (_, at) => LINES[at % LINES.length]).join('\n')}\n`);
  const { exit, out, err } = await over;
  clearInterval(watching);

  expect(exit, err).toBe(0);
  expect(err).toBe('');
  expect(out.split('\n').length).toBeGreaterThan(TYPED);
  expect(out.match(/Done\. Hello is installed/gi)?.length).toBe(TYPED / LINES.length);
  expect(memory.grownBytes(), memory.told()).toBeLessThan(60_000_000);
  expect(Math.max(...files.slice(-4)), files.join(' ')).toBeLessThanOrEqual(
    Math.max(...files.slice(0, 8)) + 4,
  );
});

test('three hundred spoken sentences: memory and open files stay as they are', async () => {
  using person = new Person();
  const names = readdirSync(SOUNDS).filter((name) => name.endsWith('.wav'));
  const sounds = names.map((name) => parseWav(readFileSync(join(SOUNDS, name))));
  const pause = new Int16Array(2.5 * SAMPLE_RATE);
  const all = Array.from({ length: SPOKEN }, (_, at) => [sounds[at % sounds.length] ?? pause, pause]).flat();
  const whole = new Int16Array(all.reduce((length, sound) => length + sound.length, 0));
  let end = 0;
  for (const sound of all) {
    whole.set(sound, end);
    end += sound.length;
  }
  const wav = join(person.home, 'talk.wav');
  writeFileSync(wav, wavBytes(whole));
  const child = person.start(['listen', '--wav', wav], { environment: { ASK_NIX_PACE: '1000' } });
  const files: number[] = [];
  const memory = memoryOf(() => [child.pid as number, ...childrenOf(child.pid as number)]);
  const watching = setInterval(() => files.push(openFilesOf(child.pid as number)), 250);
  const { exit, out, err } = await ended(child);
  clearInterval(watching);

  expect(exit, `${err}${out.slice(-600)}`).toBe(0);
  expect(out.match(/^you: /gm)?.length).toBeGreaterThan(SPOKEN / 2);
  expect(memory.grownBytes(), memory.told()).toBeLessThan(80_000_000);
  expect(Math.max(...files.slice(-8)), files.join(' ')).toBeLessThanOrEqual(
    Math.max(...files.slice(4, 40)) + 4,
  );
});

/** Zero when the process is gone. */
function openFilesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}
