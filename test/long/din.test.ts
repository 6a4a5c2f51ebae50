import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { durationMs, type Samples } from '#audio/samples.ts';
import { wavBytes } from '#audio/wav.ts';
import { fileJournal } from '#journal/journal.ts';
import { ended, Person } from '../machine/run.ts';
import { childrenOf } from '../programs/children-of.ts';
import { crowd, music, noise } from './din.ts';
import { memoryOf } from './memory.ts';

test.each<['wake' | 'always', string, (seconds: number) => Samples | Promise<Samples>, seconds: number]>([
  ['always', 'noise', noise, 600],
  ['always', 'music', music, 600],
  ['always', 'fifty voices', (seconds) => crowd(50, seconds), 600],
  ['wake', 'noise', noise, 200],
  ['wake', 'music', music, 600],
  ['wake', 'fifty voices', (seconds) => crowd(50, seconds), 600],
])('in mode %s, %s carry out nothing, and memory stays as it is', async (mode, name, make, seconds) => {
  using listener = new Person();
  const sound = await make(seconds);
  const wav = join(listener.home, 'din.wav');
  writeFileSync(wav, wavBytes(sound));
  const began = Date.now();
  const child = listener.start(['listen', '--wav', wav, '--mode', mode]);
  const memory = memoryOf(() => [child.pid as number, ...childrenOf(child.pid as number)]);
  const { exit, out, err } = await ended(child);
  const tookMs = Date.now() - began;

  expect(exit, `${err}${out.slice(-600)}`).toBe(0);
  expect(out).not.toMatch(/Done\./);
  const { records } = fileJournal(join(listener.home, 'state', 'ask-nix', 'journal.jsonl')).read();
  const kinds = records.map(({ entry }) => entry.type);
  expect(kinds).not.toContain('change');
  expect(kinds).not.toContain('begun');
  expect(tookMs / durationMs(sound), `${name}: times real time`).toBeLessThan(0.5);
  expect(memory.mostBytes(), memory.told()).toBeLessThan(500_000_000);
  // What is over sooner has only just started.
  if (tookMs > 20_000) expect(memory.grownBytes(), memory.told()).toBeLessThan(60_000_000);
  // Nothing was changed, so nothing of the practice system was.
  const config = join(listener.home, 'state/ask-nix/practice/etc/nixos/ask-nix.json');
  expect(JSON.parse(readFileSync(config, 'utf8')).packages).not.toContain('firefox');
});
