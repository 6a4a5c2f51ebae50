import { expect, it } from 'vitest';
import { answerOf, never, planOf } from '../../contracts/nix.ts';
import { local, openLocal } from './local-fixture.ts';

it('reads ahead what will be asked for, at the start and after a change, and answers the same', async () => {
  await using fixture = await local();
  const ahead = await openLocal(fixture.mini, undefined, 'native', true);
  const compared = await planOf(ahead, {
    intent: 'compare_generations',
    from: { kind: 'previous' },
    to: { kind: 'current' },
  });
  expect(await answerOf(ahead, compared)).toEqual(await answerOf(fixture.nix, compared));
  expect(await ahead.facts(never)).toEqual(await fixture.nix.facts(never));
});
