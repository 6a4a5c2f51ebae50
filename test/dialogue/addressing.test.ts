import { describe, expect, test } from 'vitest';
import { stateName } from '#dialogue/state.ts';
import type { Understanding } from '#understanding/understanding.ts';
import { install, intent, NO, rejected, replies, runs, Scene, types, understood, YES } from './scene.ts';

const wakeMode = () => new Scene({ mode: 'wake' });
const nothing: Understanding = { decision: 'rejected', why: 'nothing-heard', text: '' };
const list = intent('list_generations');

describe('when all speech counts', () => {
  test('a single word that means nothing is noise, and more words are answered', () => {
    const scene = new Scene({ mode: 'always' });
    expect(types(scene.hear(rejected('eight')))).toEqual([]);
    expect(types(scene.hear(rejected('eight of them')))).toEqual(['not-understood']);
  });

  test('an open question is told of every word', () => {
    const scene = new Scene({ mode: 'always' });
    scene.say(install('vlc'));
    expect(types(scene.hear(rejected('eight')))).toEqual(['not-understood']);
  });
});

describe('in wake mode', () => {
  test('speech without the wake phrase leaves no trace', () => {
    const scene = wakeMode();
    const before = scene.state;
    const step = scene.hear(understood(install('vlc'), 'a secret'));
    expect(step.effects).toEqual([]);
    expect(step.turn).toBeUndefined();
    expect(step.state).toBe(before);
  });

  test('speech with the wake phrase counts, understood or not', () => {
    expect(types(wakeMode().say(install('vlc'), { wake: true }))).toEqual(['question']);
    expect(types(wakeMode().hear(rejected(), { wake: true }))).toEqual(['not-understood']);
  });

  test('the wake phrase alone opens the ears with a sound', () => {
    const scene = wakeMode();
    expect(scene.hear(nothing, { wake: true }).effects).toEqual([{ type: 'earcon', earcon: 'listening' }]);
    scene.wait(5000);
    expect(scene.say(list).effects).not.toEqual([]);
  });

  test('speech counts for a while after we spoke, and then no more', () => {
    const scene = wakeMode();
    scene.say(intent('help'), { wake: true });
    scene.wait(7000);
    expect(types(scene.say(intent('help')))).toEqual(['help']);
    scene.wait(9000);
    expect(types(scene.say(intent('help')))).toEqual([]);
  });

  test('a room full of talk does not keep us listening', () => {
    const scene = wakeMode();
    scene.say(intent('help'), { wake: true });
    scene.wait(5000);
    expect(types(scene.hear(rejected()))).toEqual(['not-understood']);
    scene.wait(5000);
    expect(types(scene.hear(rejected()))).toEqual([]);
  });

  test.each([
    ['yes', understood(YES, 'yes'), true],
    ['no', understood(NO, 'no'), true],
    ['repeat', understood(intent('repeat')), true],
    ['why', understood(intent('explain', { topic: 'plan' })), true],
    [
      'not that, the second',
      { decision: 'answer', answer: { kind: 'value', slot: 'package', value: 'mpv' }, text: 'x' },
      true,
    ],
    ['a command', understood(list), false],
    ['noise', rejected(), false],
    ['another explanation', understood(intent('explain', { topic: 'flakes' })), false],
  ] as const)('to an open question later on, "%s" counts: %s', (_words, said, counts) => {
    const scene = wakeMode();
    scene.say(install('vlc'), { wake: true });
    scene.wait(9000);
    const { effects } = scene.hear(said as Understanding);
    expect(effects.length > 0).toBe(counts);
  });

  test('noise does not answer an open question even at once', () => {
    const scene = wakeMode();
    scene.say(install('vlc'), { wake: true });
    expect(scene.hear(rejected()).effects).toEqual([]);
  });

  test('typed text always counts', () => {
    expect(types(wakeMode().say(intent('help'), { source: 'typed' }))).toEqual(['help']);
  });
});

test('always listening, all words count, but not a cough', () => {
  const scene = new Scene({ mode: 'always' });
  expect(scene.hear(nothing).effects).toEqual([]);
  expect(types(scene.hear(rejected('blah blah')))).toEqual(['not-understood']);
});

test('a held key is answered even if nothing was heard', () => {
  expect(types(new Scene().hear(nothing))).toEqual(['not-understood']);
});

describe('while our own voice is heard', () => {
  test.each([
    ['stop', intent('stop_speaking')],
    ['cancel', intent('cancel')],
  ])('"%s" silences it and changes nothing else', (_words, said) => {
    const scene = new Scene();
    scene.say(install('vlc'));
    scene.say(YES, { text: 'yes' });
    scene.hush = true;
    scene.say(intent('help'));
    const step = scene.say(said, { whilePlaying: true });
    expect(step.effects).toContainEqual({ type: 'silence' });
    expect(step.effects.some(({ type }) => type === 'cancel')).toBe(false);
  });

  test.each([
    ['a command', install('vlc')],
    ['goodbye', intent('goodbye')],
    ['a yes', YES],
  ])('%s is not heard', (_words, said) => {
    expect(new Scene().say(said, { whilePlaying: true, wake: true }).effects).toEqual([]);
  });
});

describe('muted', () => {
  function muted(): Scene {
    const scene = new Scene();
    scene.say(install('vlc'));
    expect(types(scene.say(intent('set_listening', { state: 'off' })))).toEqual(['dropped', 'muted']);
    expect(stateName(scene.state)).toBe('muted');
    return scene;
  }

  test.each([
    ['a command', install('vlc')],
    ['a yes', YES],
    ['goodbye', intent('goodbye')],
    ['help', intent('help')],
  ])('%s is ignored', (_words, said) => {
    const scene = muted();
    expect(scene.say(said, { wake: true }).effects).toEqual([]);
    expect(stateName(scene.state)).toBe('muted');
  });

  test('"start listening" is heard', () => {
    const scene = muted();
    expect(types(scene.say(intent('set_listening', { state: 'on' })))).toEqual(['listening-again']);
    expect(stateName(scene.state)).toBe('idle');
  });

  test('typed text is told how to go on', () => {
    const step = muted().say(install('vlc'), { source: 'typed' });
    expect(replies(step)).toEqual([{ type: 'still-muted' }]);
    expect(runs(step)).toEqual([]);
  });

  test('the end of a job is told all the same', () => {
    const scene = new Scene();
    scene.say(install('vlc'));
    scene.say(YES, { text: 'yes' });
    scene.say(intent('set_listening', { state: 'off' }));
    expect(types(scene.send({ type: 'timed-out', timer: 'progress' }))).toEqual([]);
    expect(types(scene.finish({ type: 'done', requests: [] }))).toEqual(['result']);
    expect(stateName(scene.state)).toBe('muted');
  });
});
