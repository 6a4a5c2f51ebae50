import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import type { Answer } from '#nix/answer.ts';
import { OptionPath, type OptionValue, ServiceName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { openSystem } from '#nix/systems/practice/open-system.ts';
import { addSystem } from '#nix/systems/practice/store.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, NOW, practice, quickClock } from './practice-fixture.ts';

type ServiceIntent = 'status' | 'logs' | 'start' | 'stop' | 'restart' | 'enable' | 'disable';

const service = (verb: ServiceIntent, unit: string): Request => ({
  intent: `service_${verb}`,
  service: ServiceName.parse(unit),
});
const set = (option: string, value: OptionValue): Request => ({
  intent: 'set_option',
  option: OptionPath.parse(option),
  value,
});
const undo: Request = { intent: 'edit_undo' };

async function doing(nix: Nix, ...requests: Request[]): Promise<Answer> {
  return answerOf(nix, await planOf(nix, ...requests));
}

const statusOf = (nix: Nix, unit: string) => doing(nix, service('status', unit));

describe('a service', () => {
  it('is enabled by a new generation, starts, and stops when that is undone', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const plan = await planOf(nix, service('enable', 'sshd'));
    expect(plan).toMatchObject({
      risk: 'change',
      effects: {
        services: { starts: ['sshd'], stops: [], restarts: [] },
        to: { number: 44 },
        undoable: true,
      },
    });
    expect(plan.effects.options).toBeUndefined();
    expect(await answerOf(nix, plan)).toMatchObject({ type: 'done', generation: 44 });
    const other = await fixture.again();
    expect(await statusOf(other, 'sshd')).toMatchObject({ state: 'running', enabled: true });
    expect((await planOf(other, undo)).effects.services).toMatchObject({ stops: ['sshd'] });
    await doing(other, undo);
    expect(await statusOf(nix, 'sshd')).toMatchObject({ state: 'stopped', enabled: false });
  });

  it('is stopped and started without a generation, and that can be undone', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const stop = await planOf(nix, service('stop', 'cups'));
    expect(stop.risk).toBe('risky');
    expect(stop.effects).toMatchObject({ services: { stops: ['cups'] }, undoable: true, builds: 0 });
    expect(stop.effects.to).toBeUndefined();
    expect(await answerOf(nix, stop)).toEqual({ type: 'done', requests: stop.requests });
    expect((await nix.facts(never)).current).toBe(43);
    expect(await statusOf(await fixture.again(), 'cups')).toMatchObject({
      state: 'stopped',
      enabled: true,
      since: expect.any(Number),
    });
    await doing(nix, undo);
    expect(await statusOf(nix, 'cups')).toMatchObject({ state: 'running' });
    expect(await nix.plan([undo], never)).toMatchObject({ answer: { why: 'nothing-to-undo' } });
  });

  it('says that a restart cannot be undone', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, service('restart', 'cups'));
    expect(plan.effects).toMatchObject({ services: { restarts: ['cups'], starts: [] }, undoable: false });
    await answerOf(fixture.nix, plan);
    expect(await statusOf(fixture.nix, 'cups')).toMatchObject({ state: 'running' });
  });

  it('starts again with the next generation, as an enabled one does', async () => {
    await using fixture = await practice();
    await doing(fixture.nix, service('stop', 'cups'));
    const plan = await planOf(fixture.nix, install('cowsay'));
    expect(plan.effects.services?.starts).toEqual(['cups']);
  });

  it('comes back with the generation that had it', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    await doing(nix, service('disable', 'cups'));
    const back = await planOf(nix, { intent: 'rollback', target: { kind: 'number', number: 43 } });
    expect(back.effects.services?.starts).toEqual(['cups']);
    await answerOf(nix, back);
    expect(await statusOf(nix, 'cups')).toMatchObject({ state: 'running', enabled: true });
  });

  const needless: readonly [string, Request, object][] = [
    [
      'an unknown one',
      service('start', 'sshdd'),
      { type: 'no-such-service', service: 'sshdd', near: ['sshd'] },
    ],
    ['the status of an unknown one', service('status', 'qqqq'), { type: 'no-such-service', near: [] }],
    ['starting what runs', service('start', 'cups'), { why: 'already-running', subject: 'cups' }],
    ['starting what is not enabled', service('start', 'sshd'), { why: 'not-enabled', subject: 'sshd' }],
    ['restarting what is not enabled', service('restart', 'sshd'), { why: 'not-enabled', subject: 'sshd' }],
    ['stopping what is stopped', service('stop', 'sshd'), { why: 'already-stopped', subject: 'sshd' }],
    ['enabling what is enabled', service('enable', 'cups'), { why: 'already-enabled', subject: 'cups' }],
    ['disabling what is disabled', service('disable', 'sshd'), { why: 'already-disabled', subject: 'sshd' }],
    ['an unknown option', set('services.nonesuch.enable', true), { type: 'no-such-option' }],
    ['an option as it is', set('services.printing.enable', true), { why: 'already-set' }],
    ['an option as it is by default', set('hardware.bluetooth.enable', false), { why: 'already-set' }],
    [
      'text for a switch',
      set('hardware.bluetooth.enable', 'blue'),
      { type: 'bad-value', wants: 'yes or no' },
    ],
    [
      'a port that is none',
      set('networking.firewall.allowedTCPPorts', 70000),
      { wants: 'a number from 1 to 65535' },
    ],
    [
      'a choice that is none',
      set('services.openssh.settings.PermitRootLogin', 'maybe'),
      { wants: expect.stringMatching(/^one of yes, .* or no$/) },
    ],
    [
      'a keyboard of nobody',
      set('services.xserver.xkb.layout', 'klingon'),
      { type: 'bad-value', wants: 'something like us, gb, de or fr' },
    ],
    ['an ill-formed time zone', set('time.timeZone', 'Berlin'), { wants: 'something like Europe/Berlin' }],
    ['a time zone that does not exist', set('time.timeZone', 'Europe/Berlinn'), { type: 'bad-value' }],
    [
      'what NixOS refuses together',
      set('networking.wireless.enable', true),
      { type: 'failed', code: 'evaluation-failed', restored: true },
    ],
  ];
  it('is answered at once when there is nothing to do', async () => {
    await using fixture = await practice();
    for (const [what, request, answer] of needless)
      expect(await fixture.nix.plan([request], never), what).toMatchObject({ type: 'answer', answer });
  });

  it('has written believable lines, newest first', async () => {
    await using fixture = await practice({}, quickClock());
    await fixture.clock.sleep(30 * 3_600_000, never);
    const log = await doing(fixture.nix, service('logs', 'NetworkManager'));
    if (log.type !== 'service-log') throw new Error(log.type);
    expect(log.lines.length).toBeGreaterThan(5);
    const times = log.lines.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    for (const at of times) expect(at).toBeLessThanOrEqual(fixture.clock.now());
    await doing(fixture.nix, service('stop', 'NetworkManager'));
    const stopped = await doing(fixture.nix, service('logs', 'NetworkManager'));
    expect(stopped).toMatchObject({ lines: [{ text: expect.stringMatching(/^Stopped/) }, {}] });
  });
});

describe('an option', () => {
  it('is set by a new generation and goes back with it', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const plan = await planOf(nix, set('time.timeZone', 'Asia/Tokyo'));
    expect(plan.effects.options).toEqual([
      { option: 'time.timeZone', from: 'Europe/Berlin', to: 'Asia/Tokyo' },
    ]);
    await answerOf(nix, plan);
    const config = JSON.parse(await readFile(join(fixture.directory, 'etc/nixos/ask-nix.json'), 'utf8'));
    expect(config.options['time.timeZone']).toBe('Asia/Tokyo');
    const back = await planOf(await fixture.again(), undo);
    expect(back.effects.options).toEqual([
      { option: 'time.timeZone', from: 'Asia/Tokyo', to: 'Europe/Berlin' },
    ]);
  });

  it('that enables a service is the service', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const plan = await planOf(nix, set('services.openssh.enable', true));
    expect(plan.effects).toMatchObject({
      services: { starts: ['sshd'] },
      options: [{ option: 'services.openssh.enable', from: false, to: true }],
    });
    await answerOf(nix, plan);
    expect(await statusOf(nix, 'sshd')).toMatchObject({ state: 'running', enabled: true });
    expect(await nix.plan([service('enable', 'sshd')], never)).toMatchObject({
      answer: { why: 'already-enabled' },
    });
  });

  it.each([
    ['services.displayManager.autoLogin.enable', true, 'risky'],
    ['services.displayManager.autoLogin.user', 'alice', 'change'],
    ['services.openssh.settings.PermitRootLogin', 'yes', 'risky'],
    ['services.openssh.settings.PermitRootLogin', 'no', 'change'],
    ['zramSwap.enable', true, 'change'],
  ])('%s, set to %s, is a matter of care: %s', async (option, value, risk) => {
    await using fixture = await practice();
    expect((await planOf(fixture.nix, set(option, value))).risk).toBe(risk);
  });

  it('that stops a service needs as much of a yes as stopping it, and so does its undo', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const off = await planOf(nix, set('networking.networkmanager.enable', false));
    expect(off).toMatchObject({ risk: 'risky', effects: { services: { stops: ['NetworkManager'] } } });
    await doing(nix, set('services.openssh.enable', true));
    expect(await planOf(nix, undo)).toMatchObject({
      risk: 'risky',
      effects: { services: { stops: ['sshd'] } },
    });
  });

  it('that leaves the machine open is risky', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, set('networking.firewall.enable', false));
    expect(plan).toMatchObject({ risk: 'risky', effects: { services: { stops: ['firewall'] } } });
  });

  it('that is a list gets one more element, once', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const ports = 'networking.firewall.allowedTCPPorts';
    await doing(nix, set(ports, 22));
    const plan = await planOf(nix, set(ports, 8080));
    expect(plan.effects.options).toEqual([{ option: ports, from: '22', to: '22, 8080' }]);
    await answerOf(nix, plan);
    expect(await nix.plan([set(ports, 22)], never)).toMatchObject({
      answer: { why: 'already-set', subject: ports },
    });
    const both = await planOf(nix, set(ports, 443), set(ports, 80));
    expect(both.effects.options).toEqual([{ option: ports, from: '22, 8080', to: '22, 8080, 443, 80' }]);
  });

  it('edited by hand is applied by a rebuild', async () => {
    await using fixture = await practice();
    const file = join(fixture.directory, 'etc/nixos/ask-nix.json');
    const config = JSON.parse(await readFile(file, 'utf8'));
    config.options['zramSwap.enable'] = true;
    config.services.push('sshd');
    await writeFile(file, JSON.stringify(config));
    const plan = await planOf(fixture.nix, { intent: 'rebuild', action: 'test' });
    expect(plan.effects).toMatchObject({
      services: { starts: ['sshd'] },
      options: [{ option: 'zramSwap.enable' }],
    });
    expect(plan.effects.to).toBeUndefined();
    await answerOf(fixture.nix, plan);
    expect(await statusOf(fixture.nix, 'sshd')).toMatchObject({ state: 'running', enabled: false });
    expect((await fixture.nix.facts(never)).current).toBe(43);
  });
});

describe('a system from before there were settings', () => {
  it('opens with those of a new one, and goes on from there', async () => {
    await using fixture = await practice();
    const { directory } = fixture;
    const packages = bundledCatalogue().packages;
    const { layout, marker, read } = await openSystem(directory, packages, NOW);
    const { current } = read();
    const toplevel = addSystem(layout, marker, {
      software: current.software,
      revision: 1,
      settings: undefined,
    });
    await symlink(`../../../store/${toplevel}`, `${layout.profile}-44-link`);
    for (const [link, target] of [
      [layout.profile, 'system-44-link'],
      [layout.currentSystem, `../nix/store/${toplevel}`],
    ] as const) {
      await rm(link);
      await symlink(target, link);
    }
    await writeFile(layout.config, JSON.stringify({ packages: current.packages, revision: 1 }));
    const nix = await fixture.again();
    expect(nix.repairs).toEqual([]);
    expect(await doing(nix, { intent: 'verify_store' })).toMatchObject({ damaged: [] });
    expect(await doing(nix, { intent: 'health_check' })).toMatchObject({ findings: [] });
    expect(await statusOf(nix, 'cups')).toMatchObject({ state: 'running', enabled: true });
    const plan = await planOf(nix, service('enable', 'sshd'));
    expect(plan.effects.services).toEqual({ starts: ['sshd'], stops: [], restarts: [] });
    expect(await answerOf(nix, plan)).toMatchObject({ generation: 45 });
    expect((await planOf(nix, undo)).effects).toMatchObject({
      services: { stops: ['sshd'] },
      to: { number: 44 },
    });
  });
});

describe('several requests', () => {
  it('are one plan with one build and one yes', async () => {
    await using fixture = await practice();
    await fixture.clock.sleep(15 * 86_400_000, never);
    const requests: Request[] = [
      { intent: 'delete_generations', limit: { kind: 'older_than', days: 30 } },
      install('cowsay'),
      service('enable', 'bluetooth'),
      service('start', 'bluetooth'),
    ];
    const plan = await planOf(fixture.nix, ...requests);
    expect(plan).toMatchObject({
      risk: 'irreversible',
      requests: requests.slice(0, 3),
      effects: {
        adds: ['cowsay'],
        builds: 0,
        services: { starts: ['bluetooth'] },
        deletes: [33, 34, 35, 36],
        undoable: false,
        to: { number: 44 },
      },
    });
    expect(await answerOf(fixture.nix, plan)).toMatchObject({
      type: 'done',
      generation: 44,
      deleted: [33, 34, 35, 36],
    });
  });

  it.each([
    ['install and remove', [install('cowsay'), { intent: 'remove_package', package: 'cowsay' }]],
    [
      'enable by service and disable by option',
      [service('enable', 'sshd'), set('services.openssh.enable', false)],
    ],
    ['start and stop', [service('start', 'cups'), service('stop', 'cups')]],
    ['two time zones', [set('time.timeZone', 'UTC'), set('time.timeZone', 'Asia/Tokyo')]],
    ['undo and roll back', [undo, { intent: 'rollback', target: { kind: 'previous' } }]],
  ] as [string, Request[]][])('that contradict each other are no plan: %s', async (_, requests) => {
    await using fixture = await practice();
    expect(await fixture.nix.plan(requests, never)).toMatchObject({
      type: 'answer',
      answer: { type: 'failed', code: 'contradiction', restored: true },
    });
  });
});

describe('a provoked failure', () => {
  it('of a service leaves the new generation in place, and undo goes back', async () => {
    await using fixture = await practice({ fail: 'unit-failed' });
    const { nix } = fixture;
    expect(await doing(nix, service('enable', 'sshd'))).toEqual({
      type: 'failed',
      code: 'unit-failed',
      subject: 'sshd',
      restored: false,
      requests: [service('enable', 'sshd')],
      generation: 44,
      previous: 43,
    });
    expect((await nix.facts(never)).current).toBe(44);
    expect(await statusOf(nix, 'sshd')).toMatchObject({ state: 'failed', enabled: true });
    expect(await doing(nix, { intent: 'health_check' })).toEqual({
      type: 'health',
      findings: [{ what: 'failed-service', service: 'sshd' }],
    });
    expect(await doing(nix, service('logs', 'sshd'))).toMatchObject({
      lines: expect.arrayContaining([{ at: expect.any(Number), text: expect.stringMatching(/exit-code/) }]),
    });
    expect(await doing(nix, undo)).toMatchObject({ type: 'done', generation: 43 });
    expect(await statusOf(nix, 'sshd')).toMatchObject({ enabled: false });
  });

  it('of the evaluation changes nothing', async () => {
    await using fixture = await practice({ fail: 'evaluation-failed' });
    const before = await fixture.nix.facts(never);
    const plan = await planOf(fixture.nix, service('enable', 'sshd'));
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ code: 'evaluation-failed', restored: true });
    expect(await fixture.nix.facts(never)).toEqual(before);
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'done' });
  });
});
