import { describe, expect, it } from 'vitest';
import type { Answer } from '#nix/answer.ts';
import { Attribute } from '#nix/attribute.ts';
import { OptionPath, type OptionValue, ServiceName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, practice } from './practice-fixture.ts';

const undo: Request = { intent: 'edit_undo' };
const set = (option: string, value: OptionValue): Request => ({
  intent: 'set_option',
  option: OptionPath.parse(option),
  value,
});
const stop = (unit: string): Request => ({ intent: 'service_stop', service: ServiceName.parse(unit) });
const disable = (unit: string): Request => ({ intent: 'service_disable', service: ServiceName.parse(unit) });
const bluetoothOn = set('hardware.bluetooth.enable', true);

async function doing(nix: Nix, ...requests: Request[]): Promise<Answer> {
  return answerOf(nix, await planOf(nix, ...requests));
}

describe('a part of a sentence that is needless', () => {
  it.each([
    ['a stopped service', [stop('cups'), stop('bluetooth')], 'already-stopped', 'bluetooth'],
    ['what is installed', [install('vlc'), bluetoothOn], 'already-installed', 'vlc'],
    ['an undo of nothing', [install('firefox'), undo], 'nothing-to-undo', undefined],
  ] as [string, Request[], string, string | undefined][])(
    'is told and not done: %s',
    async (_, requests, why, subject) => {
      await using fixture = await practice();
      const { nix } = fixture;
      const plan = await planOf(nix, ...requests);
      expect(plan.requests).toHaveLength(1);
      expect(plan.effects.needless).toEqual([
        { type: 'nothing-to-do', why, ...(subject === undefined ? {} : { subject }) },
      ]);
      expect((await planOf(nix, ...plan.requests)).hash).toBe(plan.hash);
      expect(await answerOf(nix, plan)).toMatchObject({ type: 'done', requests: plan.requests });
    },
  );

  it('is not told when another part makes it needless', async () => {
    await using fixture = await practice();
    for (const requests of [
      [disable('cups'), stop('cups')],
      [install('firefox'), install('firefox')],
    ])
      expect((await planOf(fixture.nix, ...requests)).effects.needless).toBeUndefined();
  });
});

it('what is just for one person is not there to be practiced', async () => {
  await using fixture = await practice();
  const forMe: Request = { intent: 'install_package', package: Attribute.parse('firefox'), scope: 'user' };
  for (const requests of [[forMe], [forMe, bluetoothOn]])
    expect(await fixture.nix.plan(requests, never)).toEqual({
      type: 'answer',
      answer: { type: 'failed', code: 'no-own-profile', restored: true },
    });
});

describe('going back and changing more', () => {
  it('names the generation whose content is meant', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    await doing(nix, install('firefox'));
    expect((await planOf(nix, undo)).effects).not.toHaveProperty('returnsTo');
    expect((await planOf(nix, install('cowsay'), undo)).effects).toMatchObject({
      to: { number: 45 },
      returnsTo: { number: 43, madeAt: expect.any(Number) },
    });
    const rollback: Request = { intent: 'rollback', target: { kind: 'previous' } };
    expect((await planOf(nix, bluetoothOn, rollback)).effects.returnsTo?.number).toBe(43);
  });
});

it('names both sides of a contradiction', async () => {
  await using fixture = await practice();
  const requests = [install('firefox'), { intent: 'remove_package', package: 'firefox' } as Request];
  expect(await fixture.nix.plan([...requests, bluetoothOn], never)).toEqual({
    type: 'answer',
    answer: { type: 'failed', code: 'contradiction', subject: 'firefox', restored: true, requests },
  });
});

it('says that the end of a range does not exist, before it says what is protected', async () => {
  await using fixture = await practice();
  const numbers = Array.from({ length: 67 }, (_, index) => 33 + index);
  const request: Request = { intent: 'delete_generations', limit: { kind: 'numbers', numbers } };
  expect(await fixture.nix.plan([request], never)).toMatchObject({
    answer: { type: 'no-such-generation', number: 99, first: 33, last: 43 },
  });
});
