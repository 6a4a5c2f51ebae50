import { describe, expect, test } from 'vitest';
import { stateName } from '#dialogue/state.ts';
import type { Understanding } from '#understanding/understanding.ts';
import {
  aPackage,
  info,
  install,
  intent,
  NO,
  planFor,
  rejected,
  remove,
  replies,
  runs,
  Scene,
  types,
  understood,
  YES,
} from './scene.ts';

const garbage = intent('collect_garbage');

function asked(first = install('vlc'), overrides: object = {}): Scene {
  const scene = new Scene(overrides);
  scene.say(first);
  expect(stateName(scene.state)).toBe('confirming');
  return scene;
}

function pendingPlan(scene: Scene) {
  const { mode } = scene.state;
  return mode.name === 'confirming' ? mode.plan : undefined;
}

describe('a yes', () => {
  test('runs the very plan that was read back', () => {
    const scene = asked();
    const plan = pendingPlan(scene);
    const step = scene.say(YES, { text: 'yes' });
    expect(runs(step)[0]).toBe(plan);
    expect(types(step)).toEqual(['started']);
    expect(stateName(scene.state)).toBe('running');
  });

  test.each([
    ['short work is not announced', { estimateMs: 900 }, []],
    [
      'but work of which nobody can tell how long it takes is',
      { estimateMs: 900, isBlind: true },
      ['started'],
    ],
  ] as const)('%s', (_what, effects, told) => {
    const scene = new Scene();
    const { effects: asking } = scene.hear(understood(install('vlc')));
    for (const effect of asking) {
      if (effect.type !== 'plan') continue;
      const plan = planFor(effect.requests);
      const planned = { type: 'plan', plan: { ...plan, effects: { ...plan.effects, ...effects } } } as const;
      scene.send({ type: 'planned', task: effect.task, planned });
    }
    expect(types(scene.say(YES, { text: 'yes' }))).toEqual(told);
  });

  test('to a plan that is over runs nothing', () => {
    const scene = asked();
    scene.say(YES, { text: 'yes' });
    scene.finish({ type: 'done', requests: [] });
    const step = scene.say(YES, { text: 'yes' });
    expect(runs(step)).toEqual([]);
    expect(types(step)).toEqual(['nothing-to-confirm']);
  });

  test.each([
    ['begun before the question', { startedAt: 0 }],
    ['begun before the question, typed', { startedAt: 0, source: 'typed' as const }],
  ])('%s keeps it open', (_how, flags) => {
    const scene = asked();
    const step = scene.say(YES, { text: 'yes', ...flags });
    expect(runs(step)).toEqual([]);
    expect(types(step)).toEqual(['early-yes']);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('while the question is still being said counts only when typed', () => {
    const scene = new Scene();
    scene.hush = true;
    scene.say(install('vlc'));
    expect(runs(scene.say(YES, { text: 'yes' }))).toEqual([]);
    expect(runs(scene.say(YES, { text: 'yes', source: 'typed' }))).toHaveLength(1);
  });

  test('that is our own voice does nothing at all', () => {
    const scene = asked();
    const step = scene.say(YES, { text: 'yes', whilePlaying: true });
    expect(step.effects).toEqual([]);
    expect(step.turn).toBeUndefined();
  });

  test('begun when its time was over is too late, even if the timer has not told', () => {
    const scene = asked();
    scene.wait(30_000);
    const step = scene.say(YES, { text: 'yes' });
    expect(runs(step)).toEqual([]);
    expect(replies(step)).toEqual([{ type: 'dropped', why: 'expired' }]);
  });

  test.each([
    ['change', install('vlc'), 'voice', 'yep do that', true],
    ['risky', remove('vlc'), 'voice', 'yep do that', false],
    ['risky', remove('vlc'), 'voice', 'um yes', false],
    ['risky', remove('vlc'), 'voice', 'hey nix yes', true],
    ['risky', remove('vlc'), 'voice', 'Yes, do it!', true],
    ['risky', remove('vlc'), 'voice', 'remove it', true],
    ['risky', remove('vlc'), 'typed', 'yep do that', true],
    ['irreversible', garbage, 'voice', 'yes', false],
    ['irreversible', garbage, 'typed', 'yes', false],
    ['irreversible', garbage, 'voice', 'yes delete them', true],
    ['irreversible', garbage, 'typed', 'delete them', true],
    ['irreversible', garbage, 'voice', 'yes remove it', false],
  ] as const)('to a %s plan (%j, %s): "%s"', (_risk, command, source, text, enough) => {
    const scene = asked(command);
    const step = scene.say(YES, { text, source });
    expect(runs(step)).toHaveLength(enough ? 1 : 0);
    if (!enough) expect(types(step)).toEqual(['weak-yes']);
    expect(stateName(scene.state)).toBe(enough ? 'running' : 'confirming');
  });

  test('to a compound has to name its worst part', () => {
    const scene = asked();
    scene.say([install('vlc'), garbage]);
    expect(runs(scene.say(YES, { text: 'install it' }))).toEqual([]);
    expect(runs(scene.say(YES, { text: 'delete them' }))).toHaveLength(1);
  });

  test('that has to name the action is told the words that do', () => {
    const scene = asked(remove('vlc'), { confirm: { typed: { risky: 'named' } } });
    const weak = scene.say(YES, { text: 'yes', source: 'typed' });
    expect(replies(weak)).toEqual([{ type: 'weak-yes', needed: 'named', words: 'yes, remove it' }]);
    expect(runs(scene.say(YES, { text: 'yes, remove it', source: 'typed' }))).toHaveLength(1);
  });

  test('can be set to be enough for everything', () => {
    const any = { change: 'any', risky: 'any', irreversible: 'any' };
    const scene = asked(garbage, { confirm: { typed: any, voice: any } });
    expect(runs(scene.say(YES, { text: 'sure' }))).toHaveLength(1);
  });

  test('and another command runs the first and asks about the other when it is over', () => {
    const scene = asked(install('darktable'));
    const yes = scene.say([YES, install('musescore')], { text: 'yes and musescore' });
    expect(runs(yes)).toHaveLength(1);
    expect(yes.turn?.intents).toEqual([YES, install('musescore')]);
    const end = scene.finish({ type: 'done', requests: [] });
    expect(types(end)).toEqual(['result', 'question']);
    expect(pendingPlan(scene)?.requests).toMatchObject([{ package: 'musescore' }]);
  });

  test.each([
    ['yes remove it', [YES, remove('vlc')]],
    ['yes it', [YES, intent('remove_package', {}, { package: { kind: 'it' as const } })]],
    ['yes no', [YES, NO]],
    ['yes help', [YES, intent('help')]],
  ])('that contradicts itself is none: "%s"', (text, intents) => {
    const scene = asked(install('vlc'));
    const step = scene.say(intents, { text });
    expect(runs(step)).toEqual([]);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('by hash is enough for its own plan only', () => {
    const scene = asked(garbage);
    expect(runs(scene.send({ type: 'confirmed', hash: 'other' }))).toEqual([]);
    expect(runs(scene.send({ type: 'confirmed', hash: pendingPlan(scene)?.hash ?? '' }))).toHaveLength(1);
  });
});

describe('an open question', () => {
  test.each([
    ['no', NO, [{ type: 'dropped', why: 'deny' }]],
    ['cancel', intent('cancel'), [{ type: 'dropped', why: 'cancel' }]],
    ['goodbye', intent('goodbye'), [{ type: 'goodbye', running: null, dropped: true }]],
  ])('is dropped by "%s"', (_words, said, expected) => {
    const scene = asked();
    expect(replies(scene.say(said))).toEqual(expected);
    expect(runs(scene.say(YES, { text: 'yes' }))).toEqual([]);
  });

  test.each([
    ['repeat', intent('repeat'), 'question'],
    ['why?', intent('explain', { topic: 'plan' }), 'plan-details'],
    ['help', intent('help'), 'help'],
    ['status', intent('status'), 'status'],
  ])('stays open after "%s"', (_words, said, reply) => {
    const scene = asked();
    expect(types(scene.say(said))).toEqual([reply]);
    expect(runs(scene.say(YES, { text: 'yes' }))).toHaveLength(1);
  });

  test('stays open after what was not understood, with a hint', () => {
    const scene = asked();
    expect(replies(scene.hear(rejected()))).toMatchObject([{ type: 'not-understood', state: 'confirming' }]);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('stays open while something is looked up, and is asked again', () => {
    const scene = asked();
    scene.say(info('mpv'));
    const end = scene.finish({ type: 'info', package: aPackage('mpv'), installed: true });
    expect(types(end)).toEqual(['result', 'reminder']);
    expect(runs(scene.say(YES, { text: 'yes' }))).toHaveLength(1);
  });

  test('is replaced by another change, which is told and asked afresh', () => {
    const scene = asked(remove('vlc'));
    const step = scene.say(install('mpv'));
    expect(replies(step)).toMatchObject([{ type: 'question', replaces: true }]);
    expect(runs(scene.say(YES, { text: 'yes' }))[0]?.requests).toMatchObject([{ package: 'mpv' }]);
  });

  test('is replaced by "only build it", which needs no yes', () => {
    const scene = asked(intent('rebuild', { action: 'switch' }));
    expect(runs(scene.say(intent('rebuild', { action: 'build' })))).toHaveLength(1);
    expect(scene.state.mode.name).toBe('idle');
  });

  test.each([
    ['no, vlc', install('mpv'), { kind: 'value', slot: 'package', value: 'vlc' }, install('vlc')],
    [
      'fifty, five zero',
      intent('rollback', { target: 'number:15', number: 15 }),
      { kind: 'value', slot: 'number', value: 50 },
      intent('rollback', { target: 'number:50', number: 50 }),
    ],
    [
      'fifty, after "three back"',
      intent('rollback', { offset: -3 }),
      { kind: 'value', slot: 'number', value: 50 },
      intent('rollback', { target: 'number:50', number: 50 }),
    ],
  ] as const)('is corrected by "%s" and asked afresh', (text, first, answer, corrected) => {
    const scene = asked(first);
    const before = pendingPlan(scene);
    const step = scene.plan(scene.hear({ decision: 'answer', answer, text } as Understanding));
    expect(step.turn?.intents).toEqual([corrected]);
    expect(runs(step)).toEqual([]);
    expect(pendingPlan(scene)).not.toBe(before);
    expect(replies(step)).toMatchObject([{ type: 'question', replaces: false }]);
  });

  test('that a correction does not fit stays as it is', () => {
    const scene = asked(install('mpv'));
    scene.hear({ decision: 'answer', answer: { kind: 'value', slot: 'number', value: 5 }, text: 'five' });
    expect(pendingPlan(scene)?.requests).toMatchObject([{ package: 'mpv' }]);
  });

  test('"no, install vlc" drops one and asks about the other', () => {
    const scene = asked(install('mpv'));
    expect(types(scene.say([NO, install('vlc')]))).toEqual(['dropped', 'question']);
  });

  test('is spelled on demand', () => {
    const scene = asked(install('vlc'));
    expect(replies(scene.say(intent('spell')))).toMatchObject([
      { type: 'spelled', text: 'vlc' },
      { type: 'reminder' },
    ]);
  });
});

describe('the time of a question', () => {
  test('begins when it was said', () => {
    const scene = new Scene();
    scene.hush = true;
    const step = scene.say(install('vlc'));
    expect(step.effects.some(({ type }) => type === 'set-timer')).toBe(false);
    const speech = step.effects.find((effect) => effect.type === 'say')?.speech ?? -1;
    expect(scene.send({ type: 'said', speech, heard: true }).effects).toEqual([
      { type: 'set-timer', timer: 'reprompt', ms: 10_000 },
      { type: 'set-timer', timer: 'expiry', ms: 30_000 },
    ]);
  });

  test('brings one reminder and then its end', () => {
    const scene = asked();
    scene.wait(10_000);
    expect(types(scene.send({ type: 'timed-out', timer: 'reprompt' }))).toEqual(['reminder']);
    expect(types(scene.send({ type: 'timed-out', timer: 'reprompt' }))).toEqual([]);
    scene.wait(20_000);
    expect(replies(scene.send({ type: 'timed-out', timer: 'expiry' }))).toEqual([
      { type: 'dropped', why: 'expired' },
    ]);
    expect(types(scene.say(YES, { text: 'yes' }))).toEqual(['nothing-to-confirm']);
  });

  test('starts anew when it is repeated, and an old timer does not end it', () => {
    const scene = asked();
    scene.wait(25_000);
    scene.say(intent('repeat'));
    scene.wait(5_000);
    expect(scene.send({ type: 'timed-out', timer: 'expiry' }).effects).toEqual([]);
    expect(runs(scene.say(YES, { text: 'yes' }))).toHaveLength(1);
  });

  test('ends when nobody can answer any more', () => {
    const scene = asked();
    const step = scene.send({ type: 'ears-closed' });
    expect(replies(step)).toEqual([{ type: 'dropped', why: 'ears-closed' }]);
    expect(step.effects.at(-1)).toEqual({ type: 'end' });
  });

  test('lasts until the question was said when the ears have closed before', () => {
    const scene = new Scene();
    scene.hush = true;
    const ordered = scene.hear(understood(install('vlc')));
    scene.send({ type: 'ears-closed' });
    const step = scene.plan(ordered);
    expect(stateName(scene.state)).toBe('confirming');
    const speech = step.effects.find((effect) => effect.type === 'say')?.speech ?? -1;
    expect(scene.send({ type: 'said', speech, heard: true }).effects.map(({ type }) => type)).toContain(
      'end',
    );
  });
});

describe('a yes with the name of what is asked', () => {
  const named = (text: string): Understanding => ({
    decision: 'answer',
    answer: { kind: 'value', slot: 'package', value: 'vlc' },
    text,
  });

  test('is a yes', () => {
    const step = asked().hear(named('yes vlc'));
    expect(runs(step)).toHaveLength(1);
  });

  test('is too weak for what is risky and spoken', () => {
    const scene = asked(remove('vlc'));
    expect(runs(scene.hear(named('yeah vlc'), { source: 'voice' }))).toEqual([]);
    expect(stateName(scene.state)).toBe('confirming');
  });

  test('without the yes asks again', () => {
    expect(runs(asked().hear(named('vlc')))).toEqual([]);
  });
});
