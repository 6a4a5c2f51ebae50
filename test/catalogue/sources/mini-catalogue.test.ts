import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { lockedNixpkgs, lockedRevision } from '#catalogue/sources/locked-nixpkgs.ts';
import { catalogueSource } from '#catalogue/sources/open-catalogue.ts';
import { programsDatabaseOf } from '#nix/provides/programs-database.ts';
import { whichProvides } from '#nix/provides/which-provides.ts';
import { FIRST, SECOND } from '../../mini-nixos/release.ts';
import { type MiniSystem, miniSystem } from '../../nix/mini-system.ts';

const never = new AbortController().signal;

function open({ root, places, environment }: MiniSystem) {
  return catalogueSource({
    options: { kind: 'evaluation' },
    places,
    cache: join(root, 'home/.cache/ask-nix'),
    environment,
    offline: true,
    bundled: bundledCatalogue().packages,
  });
}

it("is of root's channel, and of the next one after an update", async () => {
  await using mini = await miniSystem({ inputs: 'channel', past: [], daemon: false });
  const source = open(mini);
  const { packages } = source;
  expect(await source.refresh(never)).toMatchObject({ type: 'renewed', packages: packages.size });
  expect(lockedRevision(mini.places)).toBe(FIRST.revision);
  expect(packages.byAttribute('vim')?.version).not.toBe(SECOND.versions.vim);

  await mini.publish(SECOND);
  await mini.run('nix-channel', '--update');
  expect(source.has()).toBe('earlier');
  expect(await source.refresh(never)).toMatchObject({ type: 'renewed' });
  expect(source.has()).toBe('current');
  expect(lockedRevision(mini.places)).toBe(SECOND.revision);
  expect(packages.byAttribute('vim')?.version).toBe(SECOND.versions.vim);

  const database = programsDatabaseOf(mini.places) as string;
  const sources = { packages, installed: [], system: 'x86_64-linux', database };
  expect(await whichProvides('nvim', sources, 5, never)).toMatchObject({
    packages: [{ attribute: 'neovim' }],
    troubles: [],
  });
});

it('is of the nixpkgs that the flake locks, where Nix put it', async () => {
  await using mini = await miniSystem({ inputs: 'flake', past: [], daemon: false });
  await mini.run('nix', 'flake', 'lock', mini.places.configuration);
  const { revision, folder } = lockedNixpkgs(mini.places) ?? {};
  expect(revision).toMatch(/^[0-9a-f]{40}$/);
  expect(folder).toMatch(/-source$/);
  const source = open({ ...mini, environment: { ...mini.environment, NIX_PATH: '' } });
  expect(await source.refresh(never)).toMatchObject({ type: 'renewed' });
  expect(source.packages.search('fire fox', 3)[0]?.package.attribute).toBe('firefox');
});
