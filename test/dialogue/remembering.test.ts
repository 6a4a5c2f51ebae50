import { describe, expect, test } from 'vitest';
import type { Effect } from '#dialogue/effect.ts';
import type { Step } from '#dialogue/step.ts';
import type { Intent } from '#understanding/intent.ts';
import type { Understanding } from '#understanding/understanding.ts';
import { aPackage, install, intent, NO, replies, runs, Scene, types, understood, YES } from './scene.ts';

const candidates = ['vim', 'neovim', 'nano'].map((value) => ({ value, spoken: value }));

/** Asked which editor is meant. */
function choosing(asked: Intent = intent('install_package'), heard: string | null = 'editor'): Scene {
  const scene = new Scene();
  scene.hear({
    decision: 'ambiguous',
    intents: [asked],
    slot: 'package',
    candidates,
    ...(heard !== null && { heard }),
    text: 'install my editor',
  });
  return scene;
}

const answer = (answering: Extract<Understanding, { decision: 'answer' }>['answer']): Understanding => ({
  decision: 'answer',
  answer: answering,
  text: 'x',
});
const SECOND = answer({ kind: 'position', position: 2 });

const choose = (scene: Scene, said: Understanding = SECOND) => scene.plan(scene.hear(said));

function remembered({ effects }: Pick<Step, 'effects'>) {
  return effects.flatMap((effect: Effect) =>
    effect.type === 'adjust' && effect.adjustment.kind === 'remember' ? [effect.adjustment.name] : [],
  );
}

const DONE = { type: 'done', requests: [], generation: 2, previous: 1 } as const;
const NEOVIM = [{ kind: 'package', name: 'neovim', spoken: 'editor' }];

describe('what is chosen when asked which one', () => {
  test('is remembered when it was carried out, and not before', () => {
    const scene = choosing();
    expect(remembered(choose(scene))).toEqual([]);
    expect(remembered(scene.say(YES, { text: 'yes' }))).toEqual([]);
    expect(remembered(scene.finish(DONE))).toEqual(NEOVIM);
  });

  test.each<[string, Understanding]>([
    ['by its name', answer({ kind: 'value', slot: 'package', value: 'neovim' })],
    ['in the whole sentence again', understood(install('neovim'))],
  ])('is remembered, %s', (_how, said) => {
    const scene = choosing();
    choose(scene, said);
    scene.say(YES, { text: 'yes' });
    expect(remembered(scene.finish(DONE))).toEqual(NEOVIM);
  });

  test('is remembered of a look when it is answered', () => {
    const scene = choosing(intent('package_info'));
    choose(scene);
    const told = scene.finish({ type: 'info', package: aPackage('neovim'), installed: true });
    expect(remembered(told)).toEqual(NEOVIM);
    expect(types(told)).toEqual(['result']);
  });

  test('is remembered when it is so already', () => {
    const scene = choosing();
    const { effects } = scene.hear(SECOND);
    const task = effects.find((effect) => effect.type === 'plan')?.task ?? -1;
    const planned = { type: 'answer', answer: { type: 'nothing-to-do', why: 'already-installed' } } as const;
    expect(remembered(scene.send({ type: 'planned', task, planned }))).toEqual(NEOVIM);
  });

  test('is remembered once, however many answers come', () => {
    const scene = choosing();
    choose(scene);
    scene.say(YES, { text: 'yes' });
    expect(remembered(scene.finish(DONE, DONE))).toHaveLength(1);
  });

  test.each([
    ['a no', (scene: Scene) => scene.say(NO, { text: 'no' })],
    [
      'another name',
      (scene: Scene) => {
        choose(scene, answer({ kind: 'value', slot: 'package', value: 'nano' }));
        scene.say(YES, { text: 'yes' });
        return scene.finish(DONE);
      },
    ],
    [
      'a failure',
      (scene: Scene) => {
        scene.say(YES, { text: 'yes' });
        return scene.finish({ type: 'failed', code: 'no-space', restored: true });
      },
    ],
    [
      'cancelling it',
      (scene: Scene) => {
        scene.say(YES, { text: 'yes' });
        return scene.finish({ type: 'cancelled', restored: true });
      },
    ],
  ])('is not remembered after %s', (_what, go) => {
    const scene = choosing();
    choose(scene);
    expect(remembered(go(scene))).toEqual([]);
    scene.say(install('neovim'));
    scene.say(YES, { text: 'yes' });
    expect(remembered(scene.finish(DONE))).toEqual([]);
  });

  test.each<[string, Scene, Understanding]>([
    ['was not among them', choosing(), answer({ kind: 'value', slot: 'package', value: 'emacs' })],
    ['was asked for without a name', choosing(intent('install_package'), null), SECOND],
  ])('is not remembered when it %s', (_why, scene, said) => {
    choose(scene, said);
    scene.say(YES, { text: 'yes' });
    expect(remembered(scene.finish(DONE))).toEqual([]);
  });

  test('is asked about once: “yes, neovim” is a yes to it', () => {
    const scene = choosing();
    choose(scene);
    const named: Understanding = {
      decision: 'answer',
      answer: { kind: 'value', slot: 'package', value: 'neovim' },
      text: 'yes neovim',
    };
    expect(runs(scene.hear(named))).toHaveLength(1);
    expect(remembered(scene.finish(DONE))).toEqual(NEOVIM);
  });

  test('the same command once more drops nothing', () => {
    const scene = choosing();
    choose(scene);
    expect(replies(scene.say(install('neovim')))).toMatchObject([{ type: 'question', replaces: false }]);
  });
});

describe('by voice', () => {
  const wishes = (said: Intent) =>
    new Scene().say(said).effects.flatMap((effect) => (effect.type === 'adjust' ? [effect.adjustment] : []));

  test.each([
    [intent('list_names'), { kind: 'recall' }],
    [intent('forget_name', { name: 'my editor' }), { kind: 'forget', spoken: 'editor' }],
    [intent('forget_name', { name: 'The Web Thing!' }), { kind: 'forget', spoken: 'web thing' }],
    [intent('forget_name', { all: true }), { kind: 'forget', spoken: null }],
  ])('%j is the wish %j', (said, wish) => expect(wishes(said)).toEqual([wish]));

  test.each([intent('forget_name'), intent('forget_name', { name: '' })])('%j forgets nothing', (said) =>
    expect(wishes(said)).toEqual([]),
  );

  test('names are read out in parts', () => {
    const scene = new Scene();
    const { effects } = scene.say(intent('list_names'));
    const task = effects.find((effect) => effect.type === 'adjust')?.task ?? -1;
    const names = ['a', 'b', 'c', 'd'].map((spoken) => ({ kind: 'package', name: 'vim', spoken }) as const);
    const told = scene.send({ type: 'adjusted', task, outcome: { type: 'names', names } });
    expect(replies(told)).toMatchObject([{ type: 'list', list: { kind: 'names' }, from: 0, count: 3 }]);
    expect(replies(scene.say(intent('repeat', { part: 'next' })))).toMatchObject([{ from: 3, count: 1 }]);
  });

  test('an open question stays open', () => {
    const scene = new Scene();
    scene.say(install('vlc'));
    scene.say(intent('forget_name', { all: true }));
    expect(scene.state.mode.name).toBe('confirming');
  });
});
