import { describe, expect, test } from 'vitest';
import { expectation } from '#dialogue/expectation.ts';
import type { Answer } from '#nix/answer.ts';
import type { Intent } from '#understanding/intent.ts';
import { install, intent, NO, request, Scene, understood, YES } from './scene.ts';

const restart = intent('restart_machine');
const RESTART = request({ intent: 'restart_machine' });
const requests = [request({ intent: 'install_package', package: 'vlc' })];

/** Somebody who has just had something installed, and heard what came of it. */
function whoHeard(answer: Answer): Scene {
  const scene = new Scene();
  scene.say(install('vlc'));
  scene.say(YES, { text: 'yes' });
  const task = scene.state.job?.task ?? 0;
  scene.send({ type: 'answered', task, answer });
  scene.send({ type: 'finished', task });
  return scene;
}

const ordered = (scene: Scene, intents: readonly Intent[]) =>
  scene.hear(understood(intents)).effects.filter(({ type }) => type === 'plan' || type === 'run');

const done: Answer = { type: 'done', requests, generation: 2, previous: 1 };

describe('a restart of the machine', () => {
  test.each<[string, Answer]>([
    ['waits for it', { ...done, needsRestart: 'rest' }],
    [
      'did not start all of its services',
      { type: 'failed', code: 'unit-failed', restored: false, requests, needsRestart: 'kernel' },
    ],
    ['cannot be activated before', { type: 'failed', code: 'needs-restart', restored: false, requests }],
  ])('may be asked for after a change that %s, until it is carried out', (_why, answer) => {
    const scene = whoHeard(answer);
    expect(expectation(scene.state).pending).toEqual(['restart_machine']);
    scene.say(restart, { text: 'reboot' });
    const { mode } = scene.state;
    expect(mode.name === 'confirming' && mode.plan.requests).toEqual([RESTART]);
  });

  test('is nothing that is understood before', () => {
    for (const scene of [new Scene(), whoHeard(done)]) {
      expect(expectation(scene.state).pending).toEqual([]);
      // A grammar file of the person's own may have words for it.
      for (const intents of [[restart], [YES, restart], [NO, restart], [install('mpv'), restart]])
        expect(ordered(scene, intents)).toEqual([]);
    }
  });

  test('is asked for by itself', () => {
    const scene = whoHeard({ ...done, needsRestart: 'kernel' });
    for (const intents of [
      [NO, restart],
      [install('mpv'), restart],
      [restart, install('mpv')],
    ])
      expect(ordered(scene, intents)).toEqual([]);
  });

  test.each([
    ['yes', 'weak'],
    ['reboot now', 'weak'],
    ['yes do it', 'weak'],
    ['yes reboot now', 'enough'],
    ['yes restart the computer', 'enough'],
  ])('“%s” is %s', (text, strength) => {
    for (const source of ['voice', 'typed'] as const) {
      const scene = whoHeard({ ...done, needsRestart: 'kernel' });
      scene.say(restart, { text: 'reboot', source });
      const { effects } = scene.say(YES, { text, source });
      expect(effects.some(({ type }) => type === 'run')).toBe(strength === 'enough');
    }
  });
});
