import { expect, test } from 'vitest';
import { askProgram } from '#base/ask-program.ts';
import { program } from '../audio/program.ts';

const never = new AbortController().signal;

test('what a program prints comes back', async () => {
  const answer = await askProgram(['echo', 'hello'], never);
  expect(answer?.exitCode).toBe(0);
  expect(answer?.stdout.toString()).toBe('hello\n');
});

test('a missing program is an end, not an exception', async () => {
  expect((await askProgram(['no-such-program-anywhere'], never))?.exitCode).toBe(127);
});

test.concurrent.each([
  ['hangs', program('program-that-hangs.sh'), []],
  ['ends and leaves a child that hangs', 'sh', ['-c', 'sleep 10 & wait']],
])('one that %s has no answer', async (_, name, args) => {
  const startedAt = performance.now();
  expect(await askProgram([name, ...args], never)).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});
