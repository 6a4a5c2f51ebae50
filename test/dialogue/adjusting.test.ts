import { describe, expect, test } from 'vitest';
import type { Adjusted, Adjustment } from '#dialogue/adjustment.ts';
import type { Effect } from '#dialogue/effect.ts';
import type { Step } from '#dialogue/step.ts';
import { install, intent, replies, runs, Scene, types, understood } from './scene.ts';

const wishes = ({ effects }: Pick<Step, 'effects'>) =>
  effects.filter((effect): effect is Extract<Effect, { type: 'adjust' }> => effect.type === 'adjust');

/** The one wish of a step comes to `outcome`. */
function fulfil(scene: Scene, after: Step, outcome: (adjustment: Adjustment) => Adjusted): Step {
  const [wish] = wishes(after);
  if (!wish) throw new Error('nothing was wished for');
  return scene.send({ type: 'adjusted', task: wish.task, outcome: outcome(wish.adjustment) });
}

const MICROPHONES = ['built-in', 'yeti', 'webcam', 'headset'];

const choices = (adjustment: Adjustment): Adjusted => ({
  type: 'choices',
  adjustment,
  why: 'asked',
  names: MICROPHONES,
  current: 0,
});

test.each([
  [intent('set_volume', { direction: 'up' }), { kind: 'volume', direction: 'up' }],
  [intent('set_rate', { direction: 'down' }), { kind: 'rate', direction: 'down' }],
  [intent('set_verbosity', { level: 'brief' }), { kind: 'verbosity', level: 'brief' }],
  [intent('set_mode', { mode: 'talk' }), { kind: 'mode', mode: 'talk' }],
  [intent('set_voice'), { kind: 'voice', choice: null }],
  [intent('set_microphone', { choice: 2 }), { kind: 'microphone', choice: 2 }],
  [intent('set_microphone', { choice: 'yeti' }), { kind: 'microphone', choice: 'yeti' }],
])('%j is the wish %j, which runs nothing', (said, adjustment) => {
  const scene = new Scene();
  const after = scene.say(said);
  expect(wishes(after)).toEqual([{ type: 'adjust', task: expect.any(Number), adjustment }]);
  expect(runs(after)).toEqual([]);
});

test.each([
  intent('set_volume'),
  intent('set_rate', { direction: 'sideways' }),
  intent('set_verbosity', { level: 7 }),
  intent('set_mode', { mode: 'never' }),
])('%j is no wish that can be fulfilled', (said) => {
  const after = new Scene().say(said);
  expect(wishes(after)).toEqual([]);
  expect(types(after)).toEqual(['cannot-do']);
});

test('what became of a wish is said once', () => {
  const scene = new Scene();
  const after = scene.say(intent('set_volume', { direction: 'up' }));
  const told = fulfil(scene, after, (adjustment) => ({
    type: 'adjusted',
    adjustment,
    value: 60,
    kept: true,
  }));
  expect(types(told)).toEqual(['adjusted']);
  const again = scene.send({
    type: 'adjusted',
    task: wishes(after)[0]?.task ?? 0,
    outcome: choices({ kind: 'voice', choice: null }),
  });
  expect(again.effects).toEqual([]);
});

test('a wish leaves an open question open, and it is asked again shortly', () => {
  const scene = new Scene();
  scene.say(install('vlc'));
  const told = fulfil(scene, scene.say(intent('set_rate', { direction: 'down' })), (adjustment) => ({
    type: 'adjusted',
    adjustment,
    value: 150,
    kept: true,
  }));
  expect(types(told)).toEqual(['adjusted', 'reminder']);
  expect(scene.state.mode.name).toBe('confirming');
});

describe('what there is to choose from', () => {
  test('is read out in parts', () => {
    const scene = new Scene();
    const told = fulfil(scene, scene.say(intent('set_microphone')), choices);
    expect(replies(told)[0]).toMatchObject({ type: 'list', from: 0, count: 3, list: { items: MICROPHONES } });
    const more = scene.say(intent('repeat', { part: 'next' }));
    expect(replies(more)[0]).toMatchObject({ type: 'list', from: 3, count: 1 });
  });

  test('is picked from by position', () => {
    const scene = new Scene();
    fulfil(scene, scene.say(intent('set_microphone')), choices);
    const picked = scene.hear({ decision: 'answer', answer: { kind: 'position', position: 2 }, text: 'x' });
    expect(wishes(picked)[0]?.adjustment).toEqual({ kind: 'microphone', choice: 2 });
  });

  const withIds = (adjustment: Adjustment): Adjusted => ({
    ...(choices(adjustment) as Extract<Adjusted, { type: 'choices' }>),
    ids: MICROPHONES.map((name) => `id-of-${name}`),
  });

  test.each([
    ['the second one', { decision: 'answer', answer: { kind: 'position', position: 2 }, text: 'x' }],
    ['use the second microphone', understood([intent('set_microphone', { choice: 2 })])],
  ] as const)('“%s” is what was read out as that, and is called by its name if it is gone', (_, said) => {
    const scene = new Scene();
    fulfil(scene, scene.say(intent('set_microphone')), withIds);
    const picked = scene.hear(said);
    expect(wishes(picked)[0]?.adjustment).toEqual({ kind: 'microphone', choice: 'id-of-yeti' });
    const gone = fulfil(scene, picked, (adjustment) => ({
      type: 'choices',
      adjustment,
      why: 'none',
      names: ['built-in'],
    }));
    expect(replies(gone)[0]).toMatchObject({ type: 'list', list: { asked: 'yeti', why: 'none' } });
  });

  test('a number that was not read out is that of how they are listed now', () => {
    const scene = new Scene();
    fulfil(scene, scene.say(intent('set_microphone')), withIds);
    const picked = scene.say(intent('set_microphone', { choice: 4 }));
    expect(wishes(picked)[0]?.adjustment).toEqual({ kind: 'microphone', choice: 4 });
  });
});

test('a wish that fails is told, and nothing waits for it', () => {
  const scene = new Scene();
  const [wish] = wishes(scene.say(intent('set_voice', { choice: 'alan' })));
  const told = scene.send({ type: 'failed', task: wish?.task ?? 0, code: 'x', message: 'No mixer.' });
  expect(types(told)).toEqual(['trouble']);
  expect(scene.state.adjusting).toEqual([]);
});

test('a wish together with a command is one thing too many', () => {
  const scene = new Scene();
  const after = scene.hear(understood([install('vlc'), intent('set_volume', { direction: 'up' })]));
  expect(types(after)).toEqual(['one-at-a-time']);
});
