import { describe, expect, test } from 'vitest';
import { stateName } from '#dialogue/state.ts';
import { info, install, intent, replies, runs, Scene, types, YES } from './scene.ts';

const flakes = intent('explain', { topic: 'flakes' });
const channels = intent('explain', { topic: 'channels' });
const more = intent('repeat', { part: 'next' });
const moreAboutIt = intent('package_info', {}, { package: { kind: 'it' } });
const begin = (topic: string) => ({ type: 'explanation', topic, part: 'begin' });
const rest = (topic: string) => ({ type: 'explanation', topic, part: 'rest' });

describe('an explanation', () => {
  test('is given at once, without a plan', () => {
    const step = new Scene().say(flakes);
    expect(replies(step)).toEqual([begin('flakes')]);
    expect(step.effects.some(({ type }) => type === 'plan' || type === 'run')).toBe(false);
    expect(step.turn).toEqual({ intents: [flakes], decision: 'understood' });
  });

  test('between a question and its answer leaves the question open, and reminds of it', () => {
    const scene = new Scene();
    scene.say(install('vlc'));
    expect(types(scene.say(flakes))).toEqual(['explanation', 'reminder']);
    expect(stateName(scene.state)).toBe('confirming');
    expect(runs(scene.say(YES, { text: 'yes' }))).toHaveLength(1);
  });

  test('while a slot is asked for repeats what is asked', () => {
    const scene = new Scene();
    scene.say(intent('install_package', {}, { package: { kind: 'it' } }));
    expect(types(scene.say(flakes))).toEqual(['explanation', 'missing']);
    expect(stateName(scene.state)).toBe('clarifying');
  });

  test('is given while a change runs', () => {
    const scene = new Scene();
    scene.say(install('vlc'));
    scene.say(YES, { text: 'yes' });
    expect(replies(scene.say(flakes))).toEqual([begin('flakes')]);
    expect(scene.state.job).not.toBeNull();
  });

  test('of two things is given for each', () => {
    const step = new Scene().say([flakes, channels]);
    expect(replies(step)).toEqual([begin('flakes'), begin('channels')]);
    expect(step.turn).toEqual({ intents: [flakes, channels], decision: 'understood' });
  });

  test('with a command comes first, and the command is asked about', () => {
    const scene = new Scene();
    const step = scene.say([flakes, install('vlc')]);
    expect(types(step)).toEqual(['explanation', 'question']);
    expect(step.turn?.intents).toEqual([flakes, install('vlc')]);
    expect(stateName(scene.state)).toBe('confirming');
  });
});

describe('"more" after an explanation', () => {
  test.each([
    ['more', more],
    ['tell me more about it', moreAboutIt],
  ])('"%s" goes on with it, once', (_words, said) => {
    const scene = new Scene();
    scene.say(info('vlc'));
    scene.say(flakes);
    expect(replies(scene.say(said))).toEqual([rest('flakes')]);
    expect(types(scene.say(more))).toEqual(['end-of-list']);
  });

  test('is about what was talked about since', () => {
    const scene = new Scene();
    scene.say(flakes);
    scene.say(info('vlc'));
    expect(types(scene.say(more))).toEqual(['end-of-list']);
  });
});
