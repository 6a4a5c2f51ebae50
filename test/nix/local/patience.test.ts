import { expect, it } from 'vitest';
import { VirtualClock } from '#base/virtual-clock.ts';
import { NixPlaces } from '#nix/places.ts';
import type { Privileged, PrivilegedNews } from '#nix/privileged.ts';
import { carriedPatiently } from '#nix/systems/local/privileged-work.ts';
import { never } from '../../contracts/nix.ts';

const BUILT: PrivilegedNews = { type: 'result', result: { type: 'built', derivation: 'd', toplevel: 't' } };
const UNREACHED: PrivilegedNews = {
  ...{ type: 'refused', code: 'build-failed', message: 'It could not be built.' },
  output:
    "error: unable to download 'https://nowhere.invalid/x': Could not resolve host: nowhere.invalid (6)",
};
const FAILED: PrivilegedNews = {
  ...{ type: 'refused', code: 'build-failed', message: 'It could not be built.' },
  output: "error: builder for '/nix/store/00000000000000000000000000000000-x-1.drv' failed with exit code 1",
};

/** Has a build carried out by somebody who answers so, one time after the other. */
async function build(...answers: PrivilegedNews[]) {
  const clock = new VirtualClock(0);
  const at: number[] = [];
  const privileged: Privileged = {
    by: 'helper',
    async *call() {
      at.push(clock.now());
      yield answers[at.length - 1] ?? BUILT;
    },
  };
  using _ = clock.hold();
  const system = { clock, places: NixPlaces.parse({}) };
  const { type } = await carriedPatiently(privileged, { verb: 'build' }, system, never, () => {});
  return { type, times: at.length, tookMs: clock.now() };
}

it('root is asked again, ever later, while the network is away', async () => {
  expect(await build(UNREACHED, UNREACHED, BUILT)).toEqual({ type: 'built', times: 3, tookMs: 3000 });
  expect(await build(...Array(9).fill(UNREACHED))).toEqual({ type: 'refused', times: 5, tookMs: 15_000 });
});

it('root is asked once for what fails by itself', async () => {
  expect(await build(FAILED, BUILT)).toMatchObject({ type: 'refused', tookMs: 0 });
});
