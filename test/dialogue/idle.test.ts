import { describe, expect, test } from 'vitest';
import { expectation } from '#dialogue/expectation.ts';
import { stateName } from '#dialogue/state.ts';
import type { Understanding } from '#understanding/understanding.ts';
import {
  aGeneration,
  aPackage,
  info,
  install,
  intent,
  planFor,
  rejected,
  remove,
  replies,
  runs,
  Scene,
  types,
  YES,
} from './scene.ts';

const search = intent('search_packages', { query: 'editor' });
const found = (...names: string[]) =>
  ({ type: 'found', query: 'editor', packages: names.map(aPackage) }) as const;
const pick = (position: number): Understanding => ({
  decision: 'answer',
  answer: { kind: 'position', position },
  text: 'x',
});

describe('a command', () => {
  test('that looks runs as soon as it is planned, and its answer is said', () => {
    const scene = new Scene();
    const step = scene.say(info('firefox'));
    expect(runs(step)).toHaveLength(1);
    expect(stateName(scene.state)).toBe('running');
    const end = scene.finish({ type: 'info', package: aPackage('firefox'), installed: false });
    expect(types(end)).toEqual(['result']);
    expect(stateName(scene.state)).toBe('idle');
  });

  test('that changes something is read back and waits', () => {
    const scene = new Scene();
    const step = scene.say(install('firefox'));
    expect(runs(step)).toEqual([]);
    expect(types(step)).toEqual(['question']);
    expect(stateName(scene.state)).toBe('confirming');
    expect(expectation(scene.state)).toMatchObject({ state: 'confirming', pending: ['install_package'] });
  });

  test('is answered by a sound at once, before its plan is there', () => {
    const scene = new Scene();
    const { effects } = scene.hear({
      decision: 'understood',
      intents: [search],
      confidence: 1,
      text: 'x',
      how: '',
    });
    expect(effects.map(({ type }) => type)).toEqual(['earcon', 'plan']);
  });

  test('whose plan turns out riskier than its requests asks', () => {
    const scene = new Scene();
    const { effects } = scene.hear({
      decision: 'understood',
      intents: [intent('try_package', { package: 'blender' })],
      confidence: 1,
      text: 'x',
      how: '',
    });
    const task = effects.find((effect) => effect.type === 'plan')?.task ?? -1;
    const [request] = effects.flatMap((effect) => (effect.type === 'plan' ? effect.requests : []));
    const plan = { ...planFor(request ? [request] : []), risk: 'change' as const };
    const step = scene.send({ type: 'planned', task, planned: { type: 'plan', plan } });
    expect(runs(step)).toEqual([]);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('of a plan that calls itself harmless and is not, asks all the same', () => {
    const scene = new Scene();
    const { effects } = scene.hear({
      decision: 'understood',
      intents: [remove('nano')],
      confidence: 1,
      text: 'x',
      how: '',
    });
    const ordered = effects.flatMap((effect) => (effect.type === 'plan' ? [effect] : []));
    const plan = { ...planFor(ordered[0]?.requests ?? []), risk: 'look' as const };
    scene.send({ type: 'planned', task: ordered[0]?.task ?? -1, planned: { type: 'plan', plan } });
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('of a foreign grammar is declined', () => {
    expect(types(new Scene().say(intent('turn_on_light')))).toEqual(['cannot-do']);
  });

  test.each(['__proto__', 'constructor', 'toString'])('named %s is declined', (name) => {
    expect(types(new Scene().say(intent(name)))).toEqual(['cannot-do']);
  });

  test('with a package name that is none asks for it', () => {
    const scene = new Scene();
    const step = scene.say(install('rm -rf; $(x)'));
    expect(types(step)).toEqual(['missing']);
    expect(stateName(scene.state)).toBe('clarifying');
  });

  test('said together with others is planned as one', () => {
    const scene = new Scene();
    const step = scene.say([install('anki'), remove('gnucash')]);
    expect(replies(step)[0]).toMatchObject({ type: 'question', plan: { requests: { length: 2 } } });
    expect(step.turn?.intents).toHaveLength(2);
  });

  test('together with something out of scope does nothing', () => {
    const step = new Scene().say([install('git'), intent('out_of_scope')]);
    expect(types(step)).toEqual(['not-understood']);
    expect(step.turn).toEqual({ decision: 'rejected', intents: [intent('out_of_scope')] });
  });

  test('is not lost behind a yes that answers nothing', () => {
    const scene = new Scene();
    expect(types(scene.say([YES, install('vlc')]))).toEqual(['question']);
    expect(runs(scene.send({ type: 'timed-out', timer: 'expiry' }))).toEqual([]);
  });

  test('takes the place of one that is still being planned', () => {
    const scene = new Scene();
    const words = { decision: 'understood', confidence: 1, text: 'x', how: '' } as const;
    const first = scene.hear({ ...words, intents: [install('vlc')] });
    const second = scene.hear({ ...words, intents: [install('mpv')] });
    const tasks = [first, second].map(
      ({ effects }) => effects.find((effect) => effect.type === 'plan')?.task ?? -1,
    );
    expect(second.effects).toContainEqual({ type: 'cancel', task: tasks[0] });
    const late = scene.send({
      type: 'planned',
      task: tasks[0] ?? 0,
      planned: { type: 'plan', plan: planFor([]) },
    });
    expect(late.effects).toEqual([]);
  });
});

describe('what was read out', () => {
  test('goes on in threes with "more" and ends', () => {
    const scene = new Scene();
    scene.say(search);
    const first = scene.finish(found('a', 'b', 'c', 'd'));
    expect(replies(first)).toMatchObject([{ type: 'list', from: 0, count: 3 }]);
    const more = intent('repeat', { part: 'next' });
    expect(replies(scene.say(more))).toMatchObject([{ type: 'list', from: 3, count: 1 }]);
    expect(types(scene.say(more))).toEqual(['end-of-list']);
  });

  test.each([
    ['the second one', { kind: 'position', position: 2 }, 'b'],
    ['the last one', { kind: 'position', position: -1 }, 'c'],
  ] as const)('is pointed at: "install %s"', (_words, reference, name) => {
    const scene = new Scene();
    scene.say(search);
    scene.finish(found('a', 'b', 'c'));
    const step = scene.say(intent('install_package', {}, { package: reference }));
    expect(step.turn).toEqual({ decision: 'understood', intents: [install(name)] });
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('is asked about when "it" could be several', () => {
    const scene = new Scene();
    scene.say(search);
    scene.finish(found('a', 'b'));
    const step = scene.say(intent('install_package', {}, { package: { kind: 'it' } }));
    expect(replies(step)).toMatchObject([{ type: 'which', candidates: [{ value: 'a' }, { value: 'b' }] }]);
    expect(step.turn?.decision).toBe('ambiguous');
  });

  test('is told about when it is only picked, which changes nothing', () => {
    const scene = new Scene();
    scene.say(search);
    scene.finish(found('a', 'b'));
    const step = scene.hear(pick(2));
    expect(step.turn?.intents).toEqual([info('b')]);
  });

  test('gives generations to go back to', () => {
    const scene = new Scene();
    scene.say(intent('list_generations'));
    scene.finish({
      type: 'generations',
      generations: [aGeneration(41), aGeneration(42), aGeneration(43, true)],
    });
    const step = scene.say(intent('rollback', {}, { target: { kind: 'position', position: 2 } }));
    expect(step.turn?.intents).toEqual([intent('rollback', { target: 'number:42', number: 42 })]);
  });

  test('cannot be pointed at beyond its end', () => {
    const scene = new Scene();
    scene.say(search);
    scene.finish(found('a', 'b'));
    expect(types(scene.hear(pick(7)))).toEqual(['not-understood']);
  });
});

describe('"it"', () => {
  test('is the package talked about last', () => {
    const scene = new Scene();
    scene.say(info('lazygit'));
    scene.finish({ type: 'info', package: aPackage('lazygit'), installed: false });
    const step = scene.say(intent('install_package', {}, { package: { kind: 'it' } }));
    expect(step.turn?.intents).toEqual([install('lazygit')]);
  });

  test('with nothing talked about is asked for', () => {
    const step = new Scene().say(intent('remove_package', {}, { package: { kind: 'it' } }));
    expect(replies(step)).toEqual([{ type: 'missing', slot: 'package', heard: null }]);
    expect(step.turn?.decision).toBe('incomplete');
  });
});

describe('with nothing asked', () => {
  test.each([
    ['yes', YES, 'nothing-to-confirm'],
    ['no', intent('deny'), 'nothing-to-cancel'],
    ['cancel', intent('cancel'), 'nothing-to-cancel'],
    ['help', intent('help'), 'help'],
    ['status', intent('status'), 'status'],
    ['repeat', intent('repeat'), 'nothing-to-repeat'],
    ['what did you hear', intent('repeat', { part: 'heard' }), 'heard'],
    ['explain generations', intent('explain', { topic: 'generations' }), 'explanation'],
    ['why?', intent('explain', { topic: 'plan' }), 'nothing-to-confirm'],
    ['spell', intent('spell'), 'spell-now'],
    ['goodbye', intent('goodbye'), 'goodbye'],
  ])('"%s" is answered and runs nothing', (_words, said, reply) => {
    const step = new Scene().say(said);
    expect(types(step)).toEqual([reply]);
    expect(runs(step)).toEqual([]);
  });

  test('the second thing not understood in a row offers help', () => {
    const scene = new Scene();
    expect(replies(scene.hear(rejected()))).toMatchObject([{ offersHelp: false }]);
    expect(replies(scene.hear(rejected()))).toMatchObject([{ offersHelp: true }]);
    scene.say(intent('help'));
    expect(replies(scene.hear(rejected()))).toMatchObject([{ offersHelp: false }]);
  });

  test('"repeat" says the last answer again', () => {
    const scene = new Scene();
    const [reply] = replies(scene.say(intent('help')));
    expect(replies(scene.say(intent('repeat')))).toEqual([reply]);
  });

  test('"what did you hear" tells the words before it', () => {
    const scene = new Scene();
    scene.hear(rejected('in store fire fox'));
    const step = scene.say(intent('repeat', { part: 'heard' }), { text: 'what did you hear' });
    expect(replies(step)).toEqual([{ type: 'heard', text: 'in store fire fox' }]);
  });

  test('the history is read and told', () => {
    const scene = new Scene();
    const step = scene.say(intent('show_history'));
    const task = step.effects.find((effect) => effect.type === 'read-history')?.task ?? -1;
    const entries = [{ at: 1, said: 'install vlc', outcome: 'done' as const }];
    expect(types(scene.send({ type: 'history-read', task, entries }))).toEqual(['list']);
  });
});
