import { expect, it } from 'vitest';
import type { Request } from '#nix/request.ts';
import { offlineNix } from '../src/offline-nix.ts';
import { answerOf, never, planOf } from './contracts/nix.ts';
import { install, practice } from './nix/practice-fixture.ts';

const REFUSED = { type: 'failed', code: 'offline', restored: true };

it.each<Request>([{ intent: 'update_system' }, { intent: 'check_updates' }, install('firefox')])(
  'refuses what would go online: $intent',
  async (request) => {
    await using fixture = await practice();
    const nix = offlineNix(fixture.nix);
    expect(await nix.plan([request], never)).toEqual({ type: 'answer', answer: REFUSED });
    expect(await answerOf(nix, await planOf(fixture.nix, request))).toEqual(REFUSED);
  },
);

it('leaves the rest alone', async () => {
  await using fixture = await practice();
  const nix = offlineNix(fixture.nix);
  const plan = await planOf(nix, { intent: 'rollback', target: { kind: 'previous' } });
  expect(await answerOf(nix, plan)).toMatchObject({ type: 'done' });
});
