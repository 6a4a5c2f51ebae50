import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { NixError } from '#base/errors.ts';
import { realChecks } from '#commands/real-checks.ts';
import { pathsFrom } from '#config/paths.ts';
import { checkRights } from '#doctor/check-rights.ts';
import { type Checks, examine } from '#doctor/examine.ts';
import { CHECKS, ok, REAL_CHECKS } from '#doctor/finding.ts';
import { NixOptions } from '#nix/nix.ts';
import type { Privileged, PrivilegedNews } from '#nix/privileged.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';

const never = new AbortController().signal;
const nothing = async () => undefined;
const allWell = Object.fromEntries(CHECKS.map((name) => [name, () => ok('Fine.')])) as unknown as Checks;

describe('who makes changes', () => {
  const trusted = () => undefined;
  const answering = (by: Privileged['by'], news: PrivilegedNews): Privileged => ({
    by,
    async *call() {
      yield news;
    },
  });
  const status = (settled?: object): PrivilegedNews =>
    ({
      type: 'result',
      result: { type: 'status', version: 1, files: ['/program'], ...settled },
    }) as PrivilegedNews;
  const hour = 3_600_000;
  const since = Date.now() - 2 * hour;
  const hanging = { busyWith: 'activate-build', since };
  const left = { settled: { activation: 'switch', toplevel: '/x', how: 'left', message: 'Half of it.' } };

  test.each([
    ['nobody', undefined, trusted, 'degraded', /Nobody here may change/],
    ['root', answering('root', status()), trusted, 'ok', /You are root/],
    ['the helper', answering('helper', status()), trusted, 'ok', /root helper makes changes/],
    ['a helper that is ill', answering('helper', status(left)), trusted, 'degraded', /Half of it/],
    [
      'a helper at an activation that hangs',
      answering('helper', status(hanging)),
      trusted,
      'degraded',
      /activated for about two hours/,
    ],
    [
      'a helper at its work',
      answering('helper', status({ busyWith: 'build', since })),
      trusted,
      'ok',
      /root helper makes changes/,
    ],
    [
      'a helper that others could change',
      answering('helper', status()),
      (files: readonly string[]) => `${files[0]} can be written by others than root.`,
      'failed',
      /could change the root helper: \/program can be written/,
    ],
    [
      'root with such a program',
      answering('root', status()),
      () => 'It is.',
      'degraded',
      /You are root, but/,
    ],
    [
      'a helper that says something else',
      answering('helper', { type: 'refused', code: 'failed', message: 'No.' }),
      trusted,
      'failed',
      /does not say/,
    ],
  ] as const)('%s', async (_, privileged, distrust, health, message) => {
    const found = await checkRights(privileged, distrust, systemClock.now(), never);
    expect(found).toMatchObject({ status: health, message: expect.stringMatching(message) });
    expect(found.remedy === undefined).toBe(health === 'ok');
  });

  test('who is not in the group is told so; that nobody listens is a finding too', async () => {
    const refusing = (code: 'refused' | 'no-answer'): Privileged => ({
      by: 'helper',
      // biome-ignore lint/correctness/useYield: it does not come to that
      async *call() {
        throw new NixError(code, 'You may not ask.');
      },
    });
    expect(await checkRights(refusing('refused'), trusted, 0, never)).toMatchObject({ status: 'failed' });
    const checks = { ...allWell, rights: () => checkRights(refusing('no-answer'), trusted, 0, never) };
    const findings = await Array.fromAsync(examine(checks, never));
    expect(findings.find(({ check }) => check === 'rights')).toMatchObject({
      ...{ status: 'failed', remedy: expect.stringContaining('systemctl restart ask-nix-helper') },
    });
  });
});

describe('a real system', () => {
  let mini: MiniSystem;
  beforeAll(async () => {
    mini = await miniSystem({ past: [{ daysAgo: 3, managed: { packages: ['git'] } }] });
  });
  afterAll(() => mini[Symbol.asyncDispose]());

  const looked = async (more: object = {}) => {
    const { root, places } = mini;
    const options = NixOptions.parse({
      kind: 'local',
      places,
      systemctl: join(root, 'bin/systemctl'),
      ...more,
    });
    if (options.kind !== 'local') throw new Error('not of this kind');
    const home = join(root, 'home');
    const checks = { ...allWell, ...realChecks(options, pathsFrom({ HOME: home }), systemClock, nothing) };
    const findings = await Array.fromAsync(examine(checks, never));
    expect(findings.map(({ check }) => check)).toEqual(
      CHECKS.flatMap((name) => (name === 'system' ? [name, ...REAL_CHECKS] : [name])),
    );
    return Object.fromEntries(findings.map(({ check, ...found }) => [check, found]));
  };

  test('is looked at from the daemon to the configuration', async () => {
    const found = await looked();
    expect(found.daemon?.message).toMatch(/^The daemon of Nix \d\S* answers, by protocol 1\.3\d\.$/);
    expect(found.store?.message).toMatch(/^I read the database of the store: \d+ paths\.$/);
    expect(found.services?.message).toBe('Services are asked about by the program systemctl.');
    expect(found.configuration?.message).toBe('Your configuration imports ask-nix.nix.');
    expect(found.managed?.message).toBe('ask-nix.json has one package and no options.');
    expect(found.catalogue?.status).toBe('ok');
    expect(found.builder?.status).toBe('ok');
  });

  test('what it lacks is told with what to do', async () => {
    const configuration = join(mini.root, 'etc/other');
    mkdirSync(configuration);
    writeFileSync(join(configuration, 'configuration.nix'), '{\n  imports = [ ./hardware.nix ];\n}\n');
    const nowhere = { ...mini.places, configuration, state: join(mini.root, 'nowhere') };
    const found = await looked({ places: nowhere, systemctl: '/no/systemctl', builder: 'nixos-rebuild-ng' });
    expect(found.daemon).toMatchObject({
      status: 'failed',
      remedy: 'Type: sudo systemctl restart nix-daemon',
    });
    expect(found.store?.status).toBe('degraded');
    expect(found.services?.status).toBe('degraded');
    expect(found.configuration).toMatchObject({
      status: 'degraded',
      remedy: expect.stringMatching(
        /^Once copy \S+ask-nix\.nix beside it, and add \.\/ask-nix\.nix in \S+, line 2\.$/,
      ),
    });
    expect(found.builder?.status).toBe('degraded');
    chmodSync(join(configuration, 'configuration.nix'), 0o666);
    expect((await looked({ places: nowhere })).configuration).toMatchObject({
      status: 'degraded',
      message: expect.stringMatching(/not root's alone.*configuration\.nix can be written by others/),
    });
    rmSync(configuration, { recursive: true });
    expect((await looked({ places: nowhere })).configuration).toMatchObject({
      status: 'failed',
      message: `There is no configuration: ${configuration} is not there.`,
    });
  });
});
