import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, never, planOf } from '../../contracts/nix.ts';
import { install, type LocalFixture, local } from './local-fixture.ts';
import { answerTo, byHand, managedText, remove, service, set, stateOf, UNDO } from './outcomes.ts';

describe('the managed file of a real system', () => {
  let fixture: LocalFixture;
  const file = (name: string) => join(fixture.mini.places.configuration, name);

  beforeAll(async () => {
    fixture = await local();
  });
  afterEach(() => byHand(fixture, ''));
  afterAll(() => fixture[Symbol.asyncDispose]());

  it('tells what comes and goes because it was written and taken out by hand since', async () => {
    await using fixture = await local({ past: [{ daysAgo: 1, managed: { packages: ['vim'] } }] });
    const file = join(fixture.mini.places.configuration, 'configuration.nix');
    const text = readFileSync(file, 'utf8').replace('pkgs.coreutils pkgs.git', 'pkgs.coreutils pkgs.htop');
    writeFileSync(file, text.replace('services.openssh.enable', 'services.nginx.enable'));
    const { nix } = fixture;
    const plan = await planOf(nix, install('jq'));
    expect(plan).toMatchObject({
      // A service stops.
      risk: 'risky',
      effects: {
        ...{ adds: ['htop', 'jq'], removes: ['git'], upgrades: [] },
        services: { starts: ['nginx'], stops: ['sshd'], restarts: [] },
      },
    });
    expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ type: 'done' });
    const { installed } = await nix.facts(never);
    expect(installed).toEqual(expect.arrayContaining(['htop', 'jq']));
    expect(installed).not.toContain('git');
    const next = await planOf(nix, remove('jq'));
    expect(next.effects).toMatchObject({ adds: [], removes: ['jq'] });
    expect(next.effects).not.toHaveProperty('concerns');
    byHand(fixture, 'boot.loader.timeout = 9;');
    expect((await planOf(nix, remove('jq'))).effects.concerns).toEqual(['changed-by-hand']);
    const rebuilt = await planOf(nix, { intent: 'rebuild', action: 'switch' });
    expect(rebuilt.effects).not.toHaveProperty('concerns');
  });

  it('is left alone when more has to be built by the time of the yes than was read back', async () => {
    const { nix, mini } = fixture;
    const built = await mini.run('nix-build', '--no-out-link', '<nixpkgs>', '-A', 'ripgrep');
    const plan = await planOf(nix, install('ripgrep'));
    expect(plan.effects.builds).toBe(0);
    const before = await stateOf(fixture);
    await mini.run('nix-store', '--delete', built.stdout.trim());
    const again = await planOf(nix, install('ripgrep'));
    expect([again.hash, again.effects.builds]).toEqual([plan.hash, 1]);
    expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ code: 'stale-plan', restored: true });
    expect(await stateOf(fixture)).toEqual(before);
  });

  it('has exactly what was asked for by one sentence, by one generation, and undo gives the very bytes back', async () => {
    const { nix, mini } = fixture;
    const before = await stateOf(fixture);
    const requests = [
      install('jq'),
      remove('hello'),
      service('service_enable', 'cups'),
      set('hardware.graphics.enable', true),
    ];
    const plan = await planOf(nix, ...requests);
    expect(plan.effects).toMatchObject({
      adds: ['jq'],
      removes: ['hello'],
      services: { starts: ['cups'] },
      options: [{ option: 'hardware.graphics.enable', from: false, to: true }],
      builds: 1,
      to: { number: 4 },
    });
    expect(await answerTo(nix, ...requests)).toMatchObject({ type: 'done', generation: 4, previous: 3 });
    expect(JSON.parse(managedText(mini.places.configuration) ?? '')).toEqual({
      version: 1,
      packages: ['firefox', 'jq', 'vim'],
      options: {
        'hardware.graphics.enable': true,
        'services.nginx.enable': true,
        'services.printing.enable': true,
      },
    });
    expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 3, previous: 4 });
    expect((await stateOf(fixture)).managed).toBe(before.managed);
  });

  it.each([
    [remove('git'), { subject: 'git', file: 'configuration.nix', line: 8 }],
    [
      service('service_disable', 'sshd'),
      { subject: 'services.openssh.enable', file: 'configuration.nix', line: 9 },
    ],
    [
      service('service_enable', 'cups'),
      { subject: 'services.printing.enable', file: 'hardware-configuration.nix', line: 3 },
    ],
  ])(
    'leaves alone what is written by hand, and says where that is',
    async (request, { file: name, ...where }) => {
      byHand(fixture, 'services.printing.enable = false;');
      const before = await stateOf(fixture);
      expect(await answerTo(fixture.nix, request)).toEqual({
        type: 'failed',
        code: 'by-hand',
        restored: true,
        file: file(name),
        ...where,
      });
      expect(await stateOf(fixture)).toEqual(before);
    },
  );

  it('says that the configuration has to import the module first', async () => {
    const text = readFileSync(file('configuration.nix'), 'utf8');
    writeFileSync(file('configuration.nix'), text.replace(' ./ask-nix.nix', ''));
    const before = await stateOf(fixture);
    const answer = await answerTo(fixture.nix, install('jq'));
    writeFileSync(file('configuration.nix'), text);
    expect(answer).toMatchObject({ code: 'not-imported', file: file('configuration.nix'), restored: true });
    expect(await stateOf(fixture)).toEqual(before);
  });

  it.each([
    ['no-such-thing', { code: 'unknown-attribute', subject: 'no-such-thing' }],
    ['unfree', { code: 'unfree', subject: 'unfree-thing' }],
    ['insecure', { code: 'insecure', subject: 'insecure-thing' }],
    ['broken', { code: 'broken', subject: 'broken-thing' }],
    ['failing', { code: 'build-failed', subject: 'failing' }],
    ['wrong-hash', { code: 'hash-mismatch', subject: 'wrong-hash' }],
  ])('is as it was when %s cannot be had, and says why', async (name, why) => {
    const before = await stateOf(fixture);
    expect(await answerTo(fixture.nix, install(name))).toEqual({ type: 'failed', restored: true, ...why });
    expect(await stateOf(fixture)).toEqual(before);
  });

  it.each([
    ['this is = no nix', { code: 'evaluation-failed', file: 'hardware-configuration.nix', line: 3 }],
    [
      'networking.hostName = "other";',
      { file: 'configuration.nix', code: 'conflicting-option', subject: 'networking.hostName' },
    ],
    [
      'boot.loader.timeout = "soon";',
      { file: 'hardware-configuration.nix', code: 'bad-option-value', subject: 'boot.loader.timeout' },
    ],
  ])('is as it was when the rest says %s, and says where', async (text, { file: name, ...why }) => {
    byHand(fixture, text);
    const before = await stateOf(fixture);
    expect(await answerTo(fixture.nix, install('jq'))).toMatchObject({
      type: 'failed',
      restored: true,
      ...why,
      file: file(name),
    });
    expect(await stateOf(fixture)).toEqual(before);
  });

  it('is as it was when something has no room, and says what could be freed, which stays', async () => {
    byHand(
      fixture,
      'environment.systemPackages = [ (derivation { name = "full-1"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" "echo No space left on device >&2; exit 1" ]; }) ];',
    );
    const before = await stateOf(fixture);
    const usage = await answerTo(fixture.nix, { intent: 'disk_usage' });
    const answer = await answerTo(fixture.nix, install('jq'));
    expect(answer).toMatchObject({ type: 'failed', code: 'no-space', restored: true });
    const freeable = answer.type === 'failed' ? (answer.freeableBytes ?? 0) : 0;
    expect(usage.type === 'disk-usage' && usage.deadBytes).toBeLessThanOrEqual(freeable);
    expect(freeable).toBeGreaterThan(0);
    expect(await stateOf(fixture)).toEqual(before);
  });

  it('is never written over by a plan from before somebody else wrote to it', async () => {
    const { nix, mini } = fixture;
    const plan = await planOf(nix, install('ripgrep'));
    const before = managedText(mini.places.configuration) ?? '';
    writeFileSync(file('ask-nix.json'), before.replace('"vim"', '"vim",\n    "tree"'));
    const events = await Array.fromAsync(nix.run(plan, never));
    expect(events).toEqual([{ type: 'failed', code: 'stale-plan', restored: true }]);
    expect(managedText(mini.places.configuration)).toContain('tree');
    writeFileSync(file('ask-nix.json'), before);
  });

  it('says the line in which it is damaged, and leaves it', async () => {
    const before = managedText(fixture.mini.places.configuration) ?? '';
    writeFileSync(file('ask-nix.json'), '{ "version": 1,\n  "packages": [ "vim"\n');
    const damaged = await stateOf(fixture);
    for (const request of [install('jq'), UNDO, remove('vim')])
      expect(await answerTo(fixture.nix, request)).toMatchObject({
        type: 'failed',
        code: 'broken-state',
        file: file('ask-nix.json'),
        line: expect.any(Number),
      });
    expect(await stateOf(fixture)).toEqual(damaged);
    writeFileSync(file('ask-nix.json'), before);
  });
});
