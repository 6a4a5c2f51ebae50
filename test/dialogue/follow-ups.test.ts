import { describe, expect, test } from 'vitest';
import { expectation } from '#dialogue/expectation.ts';
import { stateName } from '#dialogue/state.ts';
import {
  aGeneration,
  aPackage,
  install,
  intent,
  NO,
  rejected,
  remove,
  replies,
  runs,
  Scene,
  types,
  YES,
} from './scene.ts';

const pointing = (name: string, slot: string) => intent(name, {}, { [slot]: { kind: 'it' } });
const done = { type: 'done', requests: [] } as const;

describe('what was asked for last', () => {
  test('is told to understanding, when it is open and when it is done', () => {
    const scene = new Scene();
    scene.say(install('vim'));
    expect(expectation(scene.state)).toMatchObject({ state: 'confirming', open: [install('vim')] });
    scene.say(YES, { text: 'yes' });
    scene.finish(done);
    expect(expectation(scene.state)).toMatchObject({ state: 'idle', last: [install('vim')] });
  });

  test('is there after an explanation too', () => {
    const scene = new Scene();
    const flake = intent('explain', { topic: 'flake' });
    scene.say(flake);
    expect(expectation(scene.state)).toMatchObject({ last: [flake] });
  });
});

describe('what was refused', () => {
  const refusal = { ...rejected('get git and and r m'), rest: [install('git')] };

  test('runs and plans nothing', () => {
    const scene = new Scene();
    const { effects } = scene.hear(refusal);
    expect(effects.some(({ type }) => type === 'plan' || type === 'run')).toBe(false);
    expect(expectation(scene.state)).toMatchObject({ state: 'idle', refused: [install('git')] });
    expect(types(scene.say(YES, { text: 'yes' }))).toEqual(['nothing-to-confirm']);
  });

  test('is forgotten with the next command', () => {
    const scene = new Scene();
    scene.hear(refusal);
    scene.say(intent('list_installed'));
    expect(expectation(scene.state)).not.toHaveProperty('refused');
  });

  test('leaves an open plan as it is', () => {
    const scene = new Scene();
    scene.say(remove('nano'));
    scene.hear(refusal);
    expect(expectation(scene.state)).toMatchObject({ state: 'confirming', open: [remove('nano')] });
  });
});

describe('a plan that grows or shrinks', () => {
  test.each([
    ['grows', [install('vim'), install('gimp')], false],
    ['shrinks', [install('vim')], false],
    ['is another', [remove('nano')], true],
  ] as const)('%s: that something was dropped is said only of another', (_, intents, replaces) => {
    const scene = new Scene();
    scene.say([install('vim'), install('krita')].slice(0, intents.length === 2 ? 1 : 2));
    const after = scene.say(intents);
    expect(replies(after)).toMatchObject([{ type: 'question', replaces }]);
    expect(stateName(scene.state)).toBe('confirming');
    expect(runs(after)).toEqual([]);
  });
});

describe('pointing', () => {
  test('"it" is the service for service verbs and the package for package verbs', () => {
    const scene = new Scene();
    scene.say(intent('service_status', { service: 'cups' }));
    scene.finish({ type: 'service', service: 'cups', state: 'running', enabled: true });
    scene.say(intent('package_info', { package: 'gimp' }));
    scene.finish({ type: 'info', package: aPackage('gimp'), installed: false });
    expect(scene.say(pointing('service_restart', 'service')).turn?.intents).toEqual([
      intent('service_restart', { service: 'cups' }),
    ]);
    expect(scene.say(pointing('install_package', 'package')).turn?.intents).toEqual([install('gimp')]);
  });

  test('"it" after a list with one entry is that entry', () => {
    const scene = new Scene();
    scene.say(intent('package_info', { package: 'gimp' }));
    scene.finish({ type: 'info', package: aPackage('gimp'), installed: false });
    scene.say(intent('list_installed'));
    scene.finish({ type: 'installed', packages: [aPackage('vim')] });
    expect(scene.say(pointing('remove_package', 'package')).turn?.intents).toEqual([remove('vim')]);
  });

  test('"delete the second one" after generations were read out', () => {
    const scene = new Scene();
    scene.say(intent('list_generations'));
    scene.finish({ type: 'generations', generations: [40, 41, 42].map((number) => aGeneration(number)) });
    const second = intent('remove_package', {}, { package: { kind: 'position', position: 2 } });
    expect(scene.say(second).turn?.intents).toEqual([intent('delete_generations', { numbers: [41] })]);
  });

  test('"turn it off", after an option was turned on', () => {
    const scene = new Scene();
    const bluetooth = (value: boolean) =>
      intent('set_option', { option: 'hardware.bluetooth.enable', value });
    scene.say(bluetooth(true));
    scene.say(NO, { text: 'no' });
    expect(scene.say(pointing('service_disable', 'service')).turn?.intents).toEqual([bluetooth(false)]);
  });

  test.each([
    [pointing('service_start', 'service'), 'service'],
    [pointing('remove_package', 'package'), 'package'],
  ])('%j with nothing to point at asks which', (said, slot) => {
    const scene = new Scene();
    expect(replies(scene.say(said))).toMatchObject([{ type: 'missing', slot }]);
    expect(expectation(scene.state)).toMatchObject({ state: 'clarifying', missing: { slot } });
  });
});

describe('"why" while a name is asked for', () => {
  test.each(['clarifying', 'spelling'] as const)('%s: asks again', (state) => {
    const scene = new Scene();
    scene.say(pointing('service_start', 'service'));
    if (state === 'spelling') scene.say(intent('spell'));
    const after = scene.say(intent('explain', { topic: 'plan' }));
    expect(types(after)).toEqual([state === 'spelling' ? 'spell-now' : 'missing']);
    expect(stateName(scene.state)).toBe(state);
  });
});
