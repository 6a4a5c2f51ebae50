import { describe, expect, test } from 'vitest';
import { expectation } from '#dialogue/expectation.ts';
import { stateName } from '#dialogue/state.ts';
import type { Understanding } from '#understanding/understanding.ts';
import {
  info,
  install,
  intent,
  NO,
  rejected,
  remove,
  replies,
  Scene,
  types,
  understood,
  YES,
} from './scene.ts';

const candidates = ['vim', 'neovim', 'nano', 'emacs'].map((value) => ({ value, spoken: value }));

function choosing(count = 4): Scene {
  const scene = new Scene();
  scene.hear({
    decision: 'ambiguous',
    intents: [intent('remove_package')],
    slot: 'package',
    candidates: candidates.slice(0, count),
    text: 'ditch my editor',
  });
  return scene;
}

function missing(): Scene {
  const scene = new Scene();
  scene.hear({
    decision: 'incomplete',
    intents: [intent('install_package')],
    slot: 'package',
    heard: 'zel',
    text: 'x',
  });
  return scene;
}

const answer = (answering: Extract<Understanding, { decision: 'answer' }>['answer']): Understanding => ({
  decision: 'answer',
  answer: answering,
  text: 'x',
});

describe('several candidates', () => {
  test('are asked about, three at a time', () => {
    const scene = choosing();
    expect(expectation(scene.state)).toMatchObject({
      state: 'clarifying',
      pending: ['remove_package'],
      candidates,
    });
    expect(replies(scene.say(intent('repeat', { part: 'next' })))).toMatchObject([
      { type: 'which', from: 3, count: 1 },
    ]);
    expect(types(scene.say(intent('repeat', { part: 'next' })))).toEqual(['end-of-list', 'which']);
  });

  test.each([
    ['the last one', { kind: 'position', position: -1 }, 'emacs'],
    ['the second', { kind: 'position', position: 2 }, 'neovim'],
    ['nano', { kind: 'value', slot: 'package', value: 'nano' }, 'nano'],
  ] as const)('are chosen from by "%s", and the whole is asked', (_words, answering, name) => {
    const scene = choosing();
    const step = scene.plan(scene.hear(answer(answering)));
    expect(step.turn).toEqual({ decision: 'understood', intents: [remove(name)] });
    expect(types(step)).toEqual(['question']);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('can be corrected after the choice: "not that, the first"', () => {
    const scene = choosing();
    scene.plan(scene.hear(answer({ kind: 'position', position: 3 })));
    const step = scene.plan(scene.hear(answer({ kind: 'position', position: 1 })));
    expect(step.turn?.intents).toEqual([remove('vim')]);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('of which there are two have another one', () => {
    const scene = choosing(2);
    scene.plan(scene.hear(answer({ kind: 'position', position: 1 })));
    const step = scene.plan(scene.hear(answer({ kind: 'other' })));
    expect(step.turn?.intents).toEqual([remove('neovim')]);
  });

  test('are not chosen from by a yes, unless there is one only', () => {
    const scene = choosing(2);
    expect(types(scene.say(YES, { text: 'yes' }))).toEqual(['which']);
    expect(types(choosing(1).say(YES, { text: 'yes' }))).toEqual(['question']);
  });

  test.each([
    ['no', NO],
    ['cancel', intent('cancel')],
  ])('are dropped by "%s"', (_words, said) => {
    const scene = choosing();
    expect(types(scene.say(said))).toEqual(['dropped']);
    expect(stateName(scene.state)).toBe('idle');
  });

  test('wait while something is looked up, and are asked again', () => {
    const scene = choosing();
    scene.say(info('mpv'));
    const end = scene.finish({ type: 'nothing-to-do', why: 'up-to-date' });
    expect(types(end)).toEqual(['result', 'which']);
  });

  test('give way to another change', () => {
    const scene = choosing();
    scene.say(install('mpv'));
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('expire', () => {
    const scene = choosing();
    scene.wait(30_000);
    expect(replies(scene.send({ type: 'timed-out', timer: 'expiry' }))).toEqual([
      { type: 'dropped', why: 'expired' },
    ]);
  });
});

describe('a missing name', () => {
  test('is told as it was heard', () => {
    const scene = missing();
    expect(replies(scene.say(intent('repeat')))).toEqual([
      { type: 'missing', slot: 'package', heard: 'zel' },
    ]);
  });

  test('is spelled', () => {
    const scene = missing();
    scene.say(intent('spell'));
    expect(stateName(scene.state)).toBe('spelling');
    const step = scene.plan(scene.hear(understood(intent('spelling', { text: 'zellij' }))));
    expect(step.turn?.intents).toEqual([intent('spelling', { text: 'zellij' })]);
    expect(scene.state.mode).toMatchObject({ name: 'confirming', intents: [install('zellij')] });
  });

  test('that is spelled into nonsense is asked for again', () => {
    const scene = missing();
    scene.say(intent('spell'));
    expect(types(scene.say(intent('spelling', { text: '--' })))).toEqual(['missing']);
  });

  test('stays missing after noise', () => {
    const scene = missing();
    expect(types(scene.hear(rejected()))).toEqual(['not-understood']);
    expect(stateName(scene.state)).toBe('clarifying');
  });

  test('that Nix does not know either is asked about with what is near', () => {
    const scene = new Scene();
    const { effects } = scene.hear(understood(install('fierfox')));
    const task = effects.find((effect) => effect.type === 'plan')?.task ?? -1;
    const none = { type: 'no-such-package', attribute: 'fierfox', near: ['firefox'] } as const;
    const step = scene.send({ type: 'planned', task, planned: { type: 'answer', answer: none } });
    expect(replies(step)).toMatchObject([{ type: 'which', unknown: 'fierfox' }]);
    expect(scene.plan(scene.say(YES, { text: 'yes' })).turn?.intents).toEqual([install('firefox')]);
  });
});

describe('letters spelled for their own sake', () => {
  test('are said back, and are what "it" means', () => {
    const scene = new Scene();
    scene.say(intent('spell'));
    expect(replies(scene.say(intent('spelling', { text: 'btop' })))).toEqual([
      { type: 'spelled', text: 'btop' },
    ]);
    const step = scene.say(intent('install_package', {}, { package: { kind: 'it' } }));
    expect(step.turn?.intents).toEqual([install('btop')]);
  });
});
