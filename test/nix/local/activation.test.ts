import { spawn } from 'node:child_process';
import { closeSync, openSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemProfile } from '#nix/places.ts';
import { eventsOf, never, planOf } from '../../contracts/nix.ts';
import { install, type LocalFixture, local } from './local-fixture.ts';
import { answerTo, byHand, service, stateOf, UNDO } from './outcomes.ts';

describe('what a switch of a real system comes to', () => {
  let fixture: LocalFixture;
  const inRun = (name: string) => join(fixture.mini.root, 'run/nixos', name);

  beforeAll(async () => {
    fixture = await local();
  });
  afterEach(() => byHand(fixture, ''));
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** Back to the third generation, as if nothing had been. */
  async function undone(managed: string | undefined) {
    expect(await answerTo(fixture.nix, UNDO)).toMatchObject({ type: 'done', generation: 3 });
    expect((await stateOf(fixture)).managed).toBe(managed);
  }

  it('tells a service that did not start, and leaves the new system in place, which undo takes back', async () => {
    byHand(fixture, 'mini.failingUnits = [ "cups" ];');
    const { managed } = await stateOf(fixture);
    const request = service('service_enable', 'cups');
    const answer = await answerTo(fixture.nix, request);
    const { current: generation } = await fixture.nix.facts(never);
    expect(answer).toEqual({
      ...{ type: 'failed', code: 'unit-failed', subject: 'cups', restored: false },
      ...{ requests: [request], generation, previous: 3 },
    });
    expect(await answerTo(fixture.nix, { intent: 'health_check' })).toMatchObject({
      findings: expect.arrayContaining([{ what: 'failed-service', service: 'cups' }]),
    });
    await undone(managed);
  });

  it('tells that only a restart makes it work when the init does not fit', async () => {
    byHand(fixture, 'mini.initInterface = 3;');
    const { managed } = await stateOf(fixture);
    expect(await answerTo(fixture.nix, install('jq'))).toMatchObject({
      ...{ type: 'failed', code: 'needs-restart', restored: false, previous: 3 },
    });
    await undone(managed);
  });

  it('has undo end what is only tried, be it a package, and then take back the change before it', async () => {
    const before = await stateOf(fixture);
    expect(await answerTo(fixture.nix, install('jq'))).toMatchObject({ type: 'done' });
    const { managed, current } = await stateOf(fixture);
    const test = { intent: 'rebuild', action: 'test' } as const;
    expect(await answerTo(fixture.nix, install('tree'), test)).toMatchObject({ type: 'done' });
    expect((await stateOf(fixture)).current).toBe(current);
    const plan = await planOf(fixture.nix, UNDO);
    expect(plan.effects).toMatchObject({ adds: [], removes: ['tree'], to: { number: current } });
    expect((await eventsOf(fixture.nix, plan)).at(-1)).toMatchObject({ type: 'done', generation: current });
    expect(await stateOf(fixture)).toMatchObject({ managed, current });
    const running = () => realpathSync(join(fixture.mini.places.run, 'current-system'));
    expect(running()).toBe(realpathSync(join(fixture.mini.places.state, `profiles/system-${current}-link`)));

    byHand(fixture, 'services.printing.enable = true;');
    expect(await answerTo(fixture.nix, test)).toMatchObject({ type: 'done' });
    // What a start does.
    await fixture.mini.run(join(systemProfile(fixture.mini.places), 'bin/switch-to-configuration'), 'test');
    await undone(before.managed);
  });

  it.each([
    ['fail-pre-switch-check', { code: 'pre-switch-check', restored: true }],
    // Nor can the boot menu be written to put it back.
    ['fail-bootloader', { code: 'bootloader', restored: false }],
  ])('puts all back after %s', async (name, why) => {
    const before = await stateOf(fixture);
    writeFileSync(inRun(name), '');
    const answer = await answerTo(fixture.nix, install('jq'));
    rmSync(inRun(name));
    expect(answer).toEqual({ type: 'failed', ...why });
    expect(await stateOf(fixture)).toEqual(before);
  });

  it('waits for nobody who activates, and touches nothing', async () => {
    const before = await stateOf(fixture);
    const lock = openSync(inRun('switch-to-configuration.lock'), 'a');
    // Held by the open file, which the program shares.
    const held = spawn('flock', ['-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', lock] });
    await new Promise((resolve) => held.once('exit', resolve));
    const answer = await answerTo(fixture.nix, install('jq'));
    closeSync(lock);
    expect(answer).toEqual({ type: 'failed', code: 'busy', restored: true });
    expect(await stateOf(fixture)).toEqual(before);
  });

  it('activates to be tried, which makes no generation, and for the next start, which activates nothing', async () => {
    const { nix } = fixture;
    byHand(fixture, 'mini.unitsEdition = 2;');
    const { generations } = await stateOf(fixture);
    expect(await answerTo(nix, { intent: 'rebuild', action: 'test' })).toMatchObject({ type: 'done' });
    expect(await stateOf(fixture)).toMatchObject({ generations, current: 3 });
    expect(await answerTo(nix, { intent: 'rebuild', action: 'boot' })).toMatchObject({
      type: 'done',
      previous: 3,
    });
    expect((await stateOf(fixture)).current).toBe(Math.max(...generations) + 1);
    expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 3 });
  });

  it('stops a service, and the switch back of an earlier change starts it again', async () => {
    const { nix } = fixture;
    await answerTo(nix, install('jq'));
    await answerTo(nix, service('service_stop', 'nginx'));
    const plan = await planOf(nix, UNDO);
    expect(plan.effects).toMatchObject({ services: { starts: ['nginx'] } });
    await eventsOf(nix, plan);
    expect(await answerTo(nix, { intent: 'service_status', service: 'nginx' as never })).toMatchObject({
      state: 'running',
    });
    expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 3 });
    const logs = await answerTo(nix, { intent: 'service_logs', service: 'nginx' as never });
    expect(logs).toMatchObject({
      type: 'service-log',
      lines: expect.arrayContaining([{ at: expect.any(Number), text: expect.stringContaining('Stopped') }]),
    });
  });
});
