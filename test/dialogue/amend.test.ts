import { describe, expect, test } from 'vitest';
import { stateName } from '#dialogue/state.ts';
import type { Step } from '#dialogue/step.ts';
import {
  info,
  install,
  intent,
  NO,
  rejected,
  replies,
  runs,
  Scene,
  types,
  understood,
  YES,
} from './scene.ts';

const more = { amends: true } as const;

function asked(): Scene {
  const scene = new Scene();
  scene.say(install('vlc'));
  return scene;
}

describe('speech that went on', () => {
  test('replaces what was being planned', () => {
    const scene = new Scene();
    const first = scene
      .hear(understood(install('visual')))
      .effects.find((effect) => effect.type === 'plan')?.task;
    const step = scene.say(install('vscode'), more);
    expect(step.effects).toContainEqual({ type: 'cancel', task: first });
    expect(replies(step)).toMatchObject([{ type: 'question', replaces: false }]);
    expect(scene.state.planning).toEqual([]);
  });

  test('replaces a question without a word about the old one', () => {
    const scene = new Scene();
    scene.say(install('vlc'));
    const step = scene.say([install('vlc'), install('mpv')], more);
    expect(replies(step)).toMatchObject([{ type: 'question', replaces: false }]);
    expect(runs(scene.say(YES, { text: 'yes' }))[0]?.requests).toHaveLength(2);
  });

  test('stops a look that nobody wanted', () => {
    const scene = new Scene();
    scene.say(info('vlc'));
    const task = scene.state.looks[0]?.task;
    const step = scene.say(info('mpv'), more);
    expect(step.effects).toContainEqual({ type: 'cancel', task });
    expect(scene.state.looks).toHaveLength(1);
  });

  test('leaves a question open that the first part was no answer to', () => {
    const scene = asked();
    scene.hear(rejected('um'));
    expect(runs(scene.say(YES, { text: 'um yes', ...more }))).toHaveLength(1);
  });
});

describe('a yes that went on', () => {
  test.each([
    ['yes no wait', understood(NO)],
    ['yes cancel', understood(intent('cancel'))],
    ['yes blah', rejected('yes blah')],
  ])('as "%s" stops the job it started', (_words, whole) => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    const task = scene.state.job?.task;
    const step = scene.hear(whole, more);
    expect(step.effects).toContainEqual({ type: 'cancel', task });
    expect(types(step)).toEqual(['cancelling']);
    expect(scene.state.job?.cancelling).toBe(true);
    scene.finish({ type: 'cancelled', restored: true });
    expect(stateName(scene.state)).toBe('idle');
  });

  test('as "no" over our own voice stops it too', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    expect(types(scene.hear(understood(NO), { ...more, whilePlaying: true }))).toEqual(['cancelling']);
  });

  test('as "yes please" goes on', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    const step = scene.say(YES, { text: 'yes please', ...more });
    expect(step.effects).toEqual([{ type: 'earcon', earcon: 'heard' }]);
    expect(scene.state.job?.cancelling).toBe(false);
  });

  test('as "yes and mpv" goes on and asks about the rest afterwards', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    scene.say([YES, install('mpv')], { text: 'yes and mpv', ...more });
    expect(types(scene.finish({ type: 'done', requests: [] }))).toEqual(['result', 'question']);
  });

  test('as another command stops the job and asks about that when it is over', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    expect(types(scene.say(install('mpv'), more))).toEqual(['cancelling', 'queued']);
    expect(types(scene.finish({ type: 'cancelled', restored: true }))).toEqual(['result', 'question']);
  });

  test('as a question after the work goes on and answers', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    scene.hear(understood(intent('status')), more);
    expect(scene.state.job?.cancelling).toBe(false);
  });

  test('as a question about something else stops it', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    scene.hear(understood(info('mpv')), more);
    expect(scene.state.job?.cancelling).toBe(true);
  });

  test('too late tells so', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    scene.finish({ type: 'done', requests: [] });
    expect(types(scene.hear(understood(NO), more))).toEqual(['already-done']);
  });
});

describe('a wish that went on', () => {
  const louder = intent('set_volume', { direction: 'up' });
  const wishes = (after: Step) => after.effects.flatMap((one) => (one.type === 'adjust' ? [one] : []));
  const fulfil = (scene: Scene, { task, adjustment }: ReturnType<typeof wishes>[number]) =>
    scene.send({ type: 'adjusted', task, outcome: { type: 'adjusted', adjustment, value: 60, kept: true } });

  test.each([
    ['while it is being fulfilled', false],
    ['after it was', true],
  ])('as the same wish is fulfilled once, %s', (_when, isOver) => {
    const scene = new Scene();
    const [wish] = wishes(scene.say(louder));
    if (isOver) fulfil(scene, wish!);
    for (let part = 0; part < 2; part++)
      expect(scene.say(louder, more).effects).toEqual([{ type: 'earcon', earcon: 'heard' }]);
    expect(scene.state.adjusting).toEqual(isOver ? [] : [wish?.task]);
    expect(wishes(scene.say(louder))).toHaveLength(1);
  });

  test('as another wish is taken back as long as it can be', () => {
    const scene = new Scene();
    const [first] = wishes(scene.say(intent('set_microphone', { choice: 1 })));
    const after = scene.say(intent('set_microphone', { choice: 2 }), more);
    expect(after.effects).toContainEqual({ type: 'cancel', task: first?.task });
    const [second] = wishes(after);
    expect(second?.adjustment).toEqual({ kind: 'microphone', choice: 2 });
    expect(scene.state.adjusting).toEqual([second?.task]);
  });

  test('as another wish is followed by it, when it was fulfilled before', () => {
    const scene = new Scene();
    fulfil(scene, wishes(scene.say(louder))[0]!);
    const after = scene.say(intent('set_volume', { direction: 'down' }), more);
    expect(wishes(after)).toMatchObject([{ adjustment: { direction: 'down' } }]);
    expect(after.effects.some(({ type }) => type === 'cancel')).toBe(false);
  });

  test('as something else is no wish any more', () => {
    const scene = new Scene();
    const [wish] = wishes(scene.say(louder));
    expect(scene.hear(rejected('louder than bombs'), more).effects).toContainEqual({
      type: 'cancel',
      task: wish?.task,
    });
    expect(scene.state.adjusting).toEqual([]);
  });
});

describe('a no that went on', () => {
  test('as a yes asks again first', () => {
    const scene = asked();
    scene.say(NO);
    const step = scene.say(YES, { text: 'yes', ...more });
    expect(runs(step)).toEqual([]);
    expect(types(step)).toContain('question');
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('as noise asks again', () => {
    const scene = asked();
    scene.say(NO);
    expect(types(scene.hear(rejected(), more))).toEqual(['not-understood', 'question']);
  });

  test('as another no stays a no', () => {
    const scene = asked();
    scene.say(NO);
    expect(types(scene.say(intent('cancel'), more))).toEqual(['dropped']);
    expect(stateName(scene.state)).toBe('idle');
  });
});

test('what was said to somebody else continues nothing that was said to us', () => {
  const scene = new Scene({ mode: 'wake' });
  scene.say(install('vlc'), { wake: true });
  scene.say(YES, { text: 'yes' });
  scene.wait(60_000);
  scene.hear(rejected('did you see'));
  const step = scene.hear(rejected('did you see that'), more);
  expect(step.effects).toEqual([]);
  expect(scene.state.job?.cancelling).toBe(false);
});
