import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Request } from '#nix/request.ts';
import { nixWithChoice } from '../src/choosing-system.ts';
import { answerOf, never, planOf } from './contracts/nix.ts';
import { install, practice } from './nix/practice-fixture.ts';

const real: Request = { intent: 'use_system', system: 'local' };
const practiced: Request = { intent: 'use_system', system: 'practice' };

async function chosen(hasReal: boolean) {
  const stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-choice-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { nix } = stack.use(await practice());
  const used: string[] = [];
  const choice = {
    profile: hasReal ? folder : join(folder, 'nowhere'),
    use: async (system: string) => void used.push(system),
  };
  return { nix: nixWithChoice(nix, choice), used, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

it('is chosen by a plan of its own, which takes a clear yes', async () => {
  await using choice = await chosen(true);
  const plan = await planOf(choice.nix, real);
  expect(plan).toMatchObject({ risk: 'risky', system: 'practice', requests: [real] });
  expect(choice.used).toEqual([]);
  expect(await answerOf(choice.nix, plan)).toEqual({ type: 'done', requests: [real] });
  expect(choice.used).toEqual(['local']);
});

it('is not chosen by a plan that was tampered with, nor after a change of mind', async () => {
  await using choice = await chosen(true);
  const plan = await planOf(choice.nix, real);
  expect(await answerOf(choice.nix, { ...plan, hash: '0'.repeat(64) })).toMatchObject({ code: 'stale-plan' });
  expect(await answerOf(choice.nix, plan, AbortSignal.abort())).toMatchObject({ type: 'cancelled' });
  expect(choice.used).toEqual([]);
});

it('has to be there', async () => {
  await using choice = await chosen(false);
  await expect(choice.nix.plan([real], never)).rejects.toThrow('There is no NixOS on this machine.');
});

it('is not chosen twice, nor along with something else', async () => {
  await using choice = await chosen(true);
  expect(await choice.nix.plan([practiced], never)).toMatchObject({ answer: { why: 'already-used-system' } });
  await expect(choice.nix.plan([install('firefox'), real], never)).rejects.toThrow('Say that alone.');
});

it('leaves all other requests alone', async () => {
  await using choice = await chosen(true);
  const plan = await planOf(choice.nix, install('firefox'));
  expect(await answerOf(choice.nix, plan)).toMatchObject({ type: 'done' });
});
