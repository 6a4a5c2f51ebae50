import { describe, expect, test } from 'vitest';
import { stateName } from '#dialogue/state.ts';
import { info, install, intent, remove, replies, runs, Scene, types, understood, YES } from './scene.ts';

function working(): Scene {
  const scene = new Scene();
  scene.say(install('vlc'));
  scene.say(YES, { text: 'yes' });
  expect(stateName(scene.state)).toBe('running');
  return scene;
}

const progress = { type: 'progress', phase: 'building', done: 1, total: 4, remainingMs: 90_000 } as const;

describe('while a change is carried out', () => {
  test('its progress is told when asked', () => {
    const scene = working();
    scene.send({ type: 'progressed', task: scene.state.job?.task ?? -1, progress });
    expect(replies(scene.say(intent('status')))).toMatchObject([
      { doing: 'running', remainingMs: 90_000, progress },
    ]);
  });

  test('its progress is told now and then, and not into a question', () => {
    const scene = working();
    const tick = scene.send({ type: 'timed-out', timer: 'progress' });
    expect(tick.effects).toMatchObject([
      { type: 'say', urgency: 'progress' },
      { type: 'set-timer', timer: 'progress', ms: 45_000 },
    ]);
    scene.say(intent('remove_package', {}, { package: { kind: 'it' } }));
    scene.hear({ decision: 'incomplete', intents: [intent('package_info')], slot: 'package', text: 'x' });
    expect(types(scene.send({ type: 'timed-out', timer: 'progress' }))).toEqual([]);
  });

  test('another change is told to wait', () => {
    const scene = working();
    expect(types(scene.say(remove('nano')))).toEqual(['busy']);
    expect(stateName(scene.state)).toBe('running');
  });

  test('looking is free', () => {
    expect(runs(working().say(info('mpv')))).toHaveLength(1);
  });

  test('cancel stops it once, and its own answer tells what came of it', () => {
    const scene = working();
    const step = scene.say(intent('cancel'));
    expect(step.effects).toContainEqual({ type: 'cancel', task: scene.state.job?.task });
    expect(replies(scene.say(intent('cancel')))).toMatchObject([{ type: 'cancelling', already: true }]);
    const end = scene.finish({ type: 'cancelled', restored: true });
    expect(types(end)).toEqual(['result']);
    expect(stateName(scene.state)).toBe('idle');
  });

  test('"stop" only tells how to cancel it', () => {
    const step = working().say(intent('stop_speaking'));
    expect(types(step)).toEqual(['cancel-hint']);
    expect(step.effects.some(({ type }) => type === 'cancel')).toBe(false);
  });

  test('goodbye tells that it goes on', () => {
    const step = working().say(intent('goodbye'));
    expect(replies(step)).toMatchObject([{ type: 'goodbye', running: { requests: [{ package: 'vlc' }] } }]);
    expect(step.effects.at(-1)).toEqual({ type: 'end' });
  });
});

describe('the end of a change', () => {
  test('is told by its answer', () => {
    const end = working().finish({ type: 'done', requests: [], generation: 44, previous: 43 });
    expect(replies(end)).toMatchObject([{ type: 'result', answer: { generation: 44 } }]);
  });

  test('without an answer is never told as done', () => {
    expect(replies(working().finish())).toMatchObject([{ type: 'trouble', code: 'no-answer' }]);
  });

  test.each([
    ['failed', { type: 'failed', code: 'no-space', restored: true }],
    ['cancelled', { type: 'cancelled', restored: true }],
  ] as const)('that %s drops what was to follow', (_how, answer) => {
    const scene = new Scene();
    scene.say(install('vlc'));
    scene.say([YES, install('mpv')], { text: 'yes' });
    expect(replies(scene.finish(answer))).toMatchObject([{ type: 'result', droppedNext: true }]);
    expect(scene.state.next).toBeNull();
  });

  test('by an error of the edge is told, and the dialogue goes on', () => {
    const scene = working();
    const task = scene.state.job?.task ?? -1;
    const step = scene.send({
      type: 'failed',
      task,
      code: 'locked',
      message: 'Another program holds the lock.',
    });
    expect(replies(step)).toMatchObject([{ type: 'trouble', where: 'task' }]);
    expect(stateName(scene.state)).toBe('idle');
    expect(scene.send({ type: 'answered', task, answer: { type: 'done', requests: [] } }).effects).toEqual(
      [],
    );
  });
});

describe('trouble', () => {
  test('with the voice or the journal is told once', () => {
    const scene = new Scene();
    const trouble = { type: 'failed', task: 'voice', code: 'died', message: 'espeak-ng is gone.' } as const;
    expect(types(scene.send(trouble))).toEqual(['trouble']);
    expect(types(scene.send(trouble))).toEqual([]);
    expect(types(scene.send({ ...trouble, task: 'journal' }))).toEqual(['trouble']);
  });

  test('with the plan is told', () => {
    const scene = new Scene();
    const { effects } = scene.hear(understood(install('vlc')));
    const task = effects.find((effect) => effect.type === 'plan')?.task ?? -1;
    expect(types(scene.send({ type: 'failed', task, code: 'bad-state', message: 'x' }))).toEqual(['trouble']);
    expect(scene.state.planning).toEqual([]);
  });
});

test('five looks at once are too many', () => {
  const scene = new Scene();
  for (let count = 0; count < 4; count++) scene.say(info('vlc'));
  expect(types(scene.say(info('vlc')))).toEqual(['too-much-at-once']);
});

test('when the ears close the dialogue ends after its work', () => {
  const scene = working();
  expect(scene.send({ type: 'ears-closed' }).effects).toEqual([]);
  expect(scene.finish({ type: 'done', requests: [] }).effects.map(({ type }) => type)).toContain('end');
});
