import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Nix } from '#nix/nix.ts';
import { answerOf, never, planOf } from '../../contracts/nix.ts';
import { install, type LocalFixture, local, openLocal } from './local-fixture.ts';
import { answerTo } from './outcomes.ts';

let fixture: LocalFixture;
beforeAll(async () => {
  fixture = await local();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const openAhead = () => openLocal(fixture.mini, undefined, 'native', true);

async function ratesOf(nix: Nix) {
  const answer = await answerTo(nix, { intent: 'metrics' });
  return answer.type === 'metrics' ? (answer.hitRates ?? {}) : {};
}

it('reads ahead what will be asked for, at the start and after a change, and answers the same', async () => {
  const ahead = await openAhead();
  for (let turn = 0; turn < 10; turn++) await nextTurn();
  const compared = await planOf(ahead, {
    intent: 'compare_generations',
    from: { kind: 'previous' },
    to: { kind: 'current' },
  });
  expect(await answerOf(ahead, compared)).toEqual(await answerOf(fixture.nix, compared));
  expect(await ahead.facts(never)).toEqual(await fixture.nix.facts(never));
  const { generations } = await ratesOf(ahead);
  expect(generations?.asked).toBeGreaterThan(10);
  expect(generations?.known).toBe(generations?.asked);
});

it('tells how much was known before it was asked for, in this session and those before it', async () => {
  const ahead = await openAhead();
  const plan = () => planOf(ahead, install('tree'));
  const { hash, effects } = await plan();
  expect(await ratesOf(ahead)).toMatchObject({
    evaluations: { asked: 1, known: 0 },
    downloads: { asked: 1, known: 0 },
  });
  expect(await plan()).toMatchObject({ hash, effects });
  const both = { evaluations: { asked: 2, known: 1 }, downloads: { asked: 2, known: 1 } };
  expect(await ratesOf(ahead)).toMatchObject(both);
  const file = join(fixture.mini.root, 'something');
  writeFileSync(file, 'else');
  await fixture.mini.run('nix-store', '--add', file);
  expect((await plan()).hash).toBe(hash);
  const last = { evaluations: { asked: 3, known: 2 }, downloads: { asked: 3, known: 1 } };
  expect(await ratesOf(ahead)).toMatchObject(last);
  await ahead[Symbol.asyncDispose]?.();
  expect(await ratesOf(await fixture.unprivileged())).toMatchObject(last);
});
