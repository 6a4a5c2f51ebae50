import { readFileSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import type { Nix } from '#nix/nix.ts';
import type { Privileged, PrivilegedCall } from '#nix/privileged.ts';
import { eventsOf, planOf } from '../../contracts/nix.ts';
import { helperSettings } from '../../helper/helper-process.ts';
import { SECOND } from '../../mini-nixos/release.ts';
import { install, type LocalFixture, local, openLocal } from './local-fixture.ts';
import { stateOf, UNDO } from './outcomes.ts';

const THIRD = {
  ...SECOND,
  version: '26.05.20260115.7654321',
  revision: '7'.repeat(40),
  versions: { firefox: '146.0' },
};
const HOME = join(import.meta.dirname, '../../..');
const STALE = { type: 'failed', code: 'stale-plan', restored: true };

/** Opened so that `happens` comes just before the first call to root that `isMeant`. */
function opened(
  { mini }: LocalFixture,
  isMeant: (call: PrivilegedCall) => boolean,
  happens: () => unknown,
): Promise<Nix> {
  const root = rootPrivileged(helperSettings(mini), HOME, systemClock);
  let isOver = false;
  const privileged: Privileged = {
    by: 'root',
    async *call(call, signal) {
      if (!isOver && isMeant(call)) {
        isOver = true;
        await happens();
      }
      yield* root.call(call, signal);
    },
  };
  return openLocal(mini, privileged);
}

const WITH_TREE = '{ pkgs, ... }: { environment.systemPackages = [ pkgs.tree ]; }';
const isBuild = ({ verb }: PrivilegedCall) => verb === 'build';

describe.each(['channel', 'flake'] as const)('what was planned with a %s', (inputs) => {
  let fixture: LocalFixture;
  beforeAll(async () => {
    fixture = await local({ inputs, past: [{ daysAgo: 1, managed: { packages: ['firefox'] } }] });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const file = (name: string) => join(fixture.mini.places.configuration, name);
  const whole = async () => ({
    ...(await stateOf(fixture)),
    inputs:
      inputs === 'flake'
        ? readFileSync(file('flake.lock'), 'utf8')
        : readlinkSync(join(fixture.mini.places.state, 'profiles/per-user/root/channels')),
  });

  it('is not made when the update that root fetches is another by then, which is taken back', async () => {
    const { mini } = fixture;
    await mini.publish(SECOND);
    const nix = await opened(
      fixture,
      ({ verb }) => verb === 'update-inputs',
      () => mini.publish(THIRD),
    );
    const before = await whole();
    const plan = await planOf(nix, { intent: 'update_system' });
    expect(plan.effects.upgrades).toContainEqual({ attribute: 'firefox', from: '144.0', to: '145.0' });
    expect((await eventsOf(nix, plan)).at(-1)).toEqual(STALE);
    expect(await whole()).toEqual(before);
  });

  it('is not made when the configuration is another by the time root reads it', async () => {
    const written = file('hardware-configuration.nix');
    const text = readFileSync(written, 'utf8');
    const nix = await opened(fixture, isBuild, () => writeFileSync(written, WITH_TREE));
    const plan = await planOf(nix, install('jq'));
    const before = await whole();
    expect((await eventsOf(nix, plan)).at(-1)).toEqual(STALE);
    expect(await whole()).toEqual(before);
    writeFileSync(written, text);
  });

  if (inputs === 'channel')
    it('is made though root fetches something newer for it, unless it was written to as well', async () => {
      const { root } = fixture.mini;
      const fetched = join(root, 'fetched.nix');
      writeFileSync(fetched, '{ }');
      const text = readFileSync(file('configuration.nix'), 'utf8');
      const imports = `imports = [ (import (builtins.fetchurl "file://${fetched}"))`;
      writeFileSync(file('configuration.nix'), text.replace('imports = [', imports));
      const written = file('hardware-configuration.nix');
      const raced = await opened(fixture, isBuild, () => writeFileSync(written, WITH_TREE));
      const plan = await planOf(raced, install('jq'));
      expect((await eventsOf(raced, plan)).at(-1)).toEqual(STALE);
      const fetchNewer = () => {
        writeFileSync(fetched, '{ boot.loader.timeout = 7; }');
        rmSync(join(root, 'home/.cache/nix'), { recursive: true });
      };
      const nix = await opened(fixture, isBuild, fetchNewer);
      const again = await planOf(nix, install('jq'));
      expect(again.effects.goesOnline).toBe(true);
      expect((await eventsOf(nix, again)).at(-1)).toMatchObject({ type: 'done' });
      writeFileSync(file('configuration.nix'), text);
    });

  if (inputs === 'channel')
    it('is what root is subscribed to, whatever who asks is', async () => {
      const { root, places, environment } = fixture.mini;
      const helper = rootPrivileged(helperSettings(fixture.mini), HOME, systemClock);
      const member = { root, places, environment: { ...environment, HOME: join(root, 'member') } };
      const update = { intent: 'update_system' } as const;
      const plan = await planOf(await openLocal(member, helper), update);
      expect(plan.effects).toMatchObject({ goesOnline: true, upgrades: [{ attribute: 'firefox' }] });
      expect(plan.effects).not.toHaveProperty('isBlind');
      expect((await planOf(await openLocal(member, undefined), update)).effects.isBlind).toBe(true);
    });

  if (inputs === 'channel')
    it('is made though the nixpkgs of root is elsewhere than the one that was looked at', async () => {
      const { mini } = fixture;
      await mini.publish(SECOND);
      const tags = '{ system.nixos.tags = [ (builtins.hashString "md5" (toString <nixpkgs>)) ]; }';
      writeFileSync(file('hardware-configuration.nix'), tags);
      const plan = await planOf(fixture.nix, { intent: 'update_system' });
      expect((await eventsOf(fixture.nix, plan)).at(-1)).toMatchObject({ type: 'done' });
      // An undo takes the channel back, a rollback does not.
      const back = await planOf(fixture.nix, { intent: 'rollback', target: { kind: 'previous' } });
      expect(back.effects.concerns).toEqual(['other-inputs']);
      expect((await planOf(fixture.nix, UNDO)).effects).not.toHaveProperty('concerns');
    });
  else
    it('is made though a flake knows when it was written', async () => {
      rmSync(file('.git'), { recursive: true });
      const flake = readFileSync(file('flake.nix'), 'utf8');
      const told = '{ system.configurationRevision = toString self.lastModified; }';
      writeFileSync(
        file('flake.nix'),
        flake.replace('./configuration.nix ]', `./configuration.nix ${told} ]`),
      );
      const later = Date.now() / 1000 + 1000;
      const nix = await opened(fixture, isBuild, () => utimesSync(file('flake.nix'), later, later));
      const plan = await planOf(nix, install('jq'));
      expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ type: 'done' });
    });

  if (inputs === 'flake')
    it('is not made when such a flake is written to while root reads it', async () => {
      const isUnbound = (call: PrivilegedCall) => call.verb === 'build' && call.expected === undefined;
      const write = () => writeFileSync(file('hardware-configuration.nix'), WITH_TREE);
      const nix = await opened(fixture, isUnbound, write);
      const plan = await planOf(nix, install('htop'));
      const before = await whole();
      expect((await eventsOf(nix, plan)).at(-1)).toEqual(STALE);
      expect(await whole()).toEqual(before);
    });
});
