import { expect, test } from 'vitest';
import { aPackage, intent, replies, runs, Scene, types, understood } from './scene.ts';

const restart = (service: string) => intent('service_restart', { service });
const asks = (scene: Scene) => (scene.state.mode.name === 'confirming' ? scene.state.mode.intents : []);

test('deleting generations without a limit is asked back, and the answer completes it', () => {
  const scene = new Scene();
  expect(replies(scene.say(intent('delete_generations')))[0]).toEqual({
    type: 'missing',
    slot: 'limit',
    heard: null,
  });
  scene.say(intent('delete_generations', { keep: 5 }));
  expect(asks(scene)).toEqual([intent('delete_generations', { keep: 5 })]);
});

test('a limit that was no limit is not kept beside the next one', () => {
  const scene = new Scene();
  scene.say(intent('delete_generations', { older_than: 'six hours' }));
  expect(scene.state.mode.name).toBe('clarifying');
  scene.say(intent('delete_generations', { keep: 2 }));
  expect(asks(scene)).toEqual([intent('delete_generations', { keep: 2 })]);
});

test('deleting generations needs the words, spoken or typed', () => {
  for (const source of ['voice', 'typed'] as const) {
    const scene = new Scene();
    scene.say(intent('delete_generations', { numbers: [3, 4] }), { source });
    expect(types(scene.hear(understood(intent('affirm'), 'yes'), { source }))).toEqual(['weak-yes']);
    expect(runs(scene.hear(understood(intent('affirm'), 'delete them'), { source }))).toHaveLength(1);
  }
});

test.each([
  ['service_restart', 'service'],
  ['service_status', 'service'],
  ['which_provides', 'program'],
  ['set_option', 'option'],
])('%s asks for its missing %s', (name, slot) => {
  const scene = new Scene();
  expect(replies(scene.say(intent(name)))[0]).toEqual({ type: 'missing', slot, heard: null });
});

test('a value that is missing is asked for, and completes the option', () => {
  const scene = new Scene();
  scene.say(intent('set_option', { option: 'boot.loader.timeout' }));
  expect(scene.state.mode).toMatchObject({ name: 'clarifying', slot: 'value' });
  const answer = { kind: 'value', slot: 'value', value: 3 } as const;
  scene.plan(scene.hear({ decision: 'answer', answer, text: 'three' }));
  expect(asks(scene)).toEqual([intent('set_option', { option: 'boot.loader.timeout', value: 3 })]);
});

test('it is the service talked about last', () => {
  const scene = new Scene();
  scene.say(intent('service_status', { service: 'cups' }));
  scene.finish({ type: 'service', service: 'cups', state: 'failed', enabled: true });
  scene.say(intent('service_restart', {}, { service: { kind: 'it' } }));
  expect(asks(scene)).toEqual([restart('cups')]);
});

test('without a service talked about, it is asked for', () => {
  const scene = new Scene();
  const after = scene.say(intent('service_restart', {}, { service: { kind: 'it' } }));
  expect(replies(after)[0]).toMatchObject({ type: 'missing', slot: 'service' });
});

test('another service instead is asked about afresh', () => {
  const scene = new Scene();
  scene.say(restart('cups'));
  const answer = { kind: 'value', slot: 'service', value: 'sshd' } as const;
  scene.plan(scene.hear({ decision: 'answer', answer, text: 'no s s h' }));
  expect(asks(scene)).toEqual([restart('sshd')]);
});

test('a service that the system does not know is asked about with what is near', () => {
  const scene = new Scene();
  const ordered = scene.hear(understood(intent('service_status', { service: 'cupz' })));
  const task = ordered.effects.find((effect) => effect.type === 'plan')?.task ?? 0;
  const answer = { type: 'no-such-service', service: 'cupz', near: ['cups', 'sshd'] } as const;
  const after = scene.send({ type: 'planned', task, planned: { type: 'answer', answer } });
  expect(replies(after)[0]).toMatchObject({ type: 'which', slot: 'service', unknown: 'cupz' });
});

test('the log of a service is read in parts', () => {
  const scene = new Scene();
  scene.say(intent('service_logs', { service: 'cups' }));
  const lines = Array.from({ length: 5 }, (_, at) => ({ at, text: `line ${at}` }));
  const told = scene.finish({ type: 'service-log', service: 'cups', lines });
  expect(replies(told)[0]).toMatchObject({ type: 'list', list: { kind: 'log' }, from: 0, count: 3 });
  expect(replies(scene.say(intent('repeat', { part: 'next' })))[0]).toMatchObject({ from: 3, count: 2 });
});

test('of packages that bring a command the first can be installed', () => {
  const scene = new Scene();
  scene.say(intent('which_provides', { program: 'dig' }));
  scene.finish({ type: 'provides', program: 'dig', packages: [aPackage('bind'), aPackage('dogdns')] });
  scene.say(intent('install_package', {}, { package: { kind: 'position', position: 1 } }));
  expect(asks(scene)).toEqual([intent('install_package', { package: 'bind' })]);
});

test('turning the firewall off is risky: a vague spoken yes is not enough', () => {
  const scene = new Scene();
  scene.say(intent('set_option', { option: 'networking.firewall.enable', value: false }));
  expect(types(scene.hear(understood(intent('affirm'), 'sure thing')))).toEqual(['weak-yes']);
  expect(runs(scene.hear(understood(intent('affirm'), 'yes')))).toHaveLength(1);
});
