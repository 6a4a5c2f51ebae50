import { describe, expect, test } from 'vitest';
import type { Reply } from '#dialogue/reply.ts';
import { phrase, type Verbosity } from '#phrasing/phrase.ts';
import { aPackage } from '../dialogue/scene.ts';
import { FAILURE_REPLIES } from './failure-replies.ts';
import { GENERATION_REPLIES } from './generation-replies.ts';
import { MACHINE_REPLIES } from './machine-replies.ts';
import { OWN_PROFILE_REPLIES } from './own-profile-replies.ts';
import { context, garbagePlan, installPlan, REPLIES as OTHER_REPLIES } from './replies.ts';

const REPLIES = [
  ...OTHER_REPLIES,
  ...MACHINE_REPLIES,
  ...GENERATION_REPLIES,
  ...FAILURE_REPLIES,
  ...OWN_PROFILE_REPLIES,
];
const LEVELS: readonly Verbosity[] = ['brief', 'normal', 'detailed'];
/** What a voice cannot say, or spells out. */
const UNSPEAKABLE = /[\p{Cc}\p{Cf}\p{Cs}<>\\()[\]{}|*_#~^=$"`]| {2}|^\s|\s$/u;

describe('every reply has words', () => {
  test.each(REPLIES)('%s', (words, reply) => {
    expect(phrase(reply, 'normal', context)).toBe(words);
  });

  test.each(LEVELS)('that a voice can say and that end like a sentence, %s', (level) => {
    const wrong = REPLIES.map(([, reply]) => phrase(reply, level, context)).filter(
      (words) => UNSPEAKABLE.test(words) || !/^[\p{L}\p{N}].*[.?!]$/u.test(words),
    );
    expect(wrong).toEqual([]);
  });

  test('of every kind', () => {
    const kinds = new Set(REPLIES.map(([, { type }]) => type));
    expect(kinds.size).toBe(40);
  });
});

test('brief says less and detailed says more', () => {
  const [brief, normal, detailed] = LEVELS.map((level) =>
    REPLIES.reduce((sum, [, reply]) => sum + phrase(reply, level, context).length, 0),
  );
  expect(brief).toBeLessThan(normal as number);
  expect(normal).toBeLessThan(detailed as number);
});

test('what is not found in a list that is not the newest may be there all the same', () => {
  const near: Reply = {
    type: 'result',
    answer: { type: 'no-such-package', attribute: 'zellij', near: [] },
    droppedNext: false,
  };
  const missing: Reply = { type: 'missing', slot: 'package', heard: 'zellij' };
  for (const reply of [near, missing]) {
    expect(phrase(reply, 'normal', { ...context, hasOldPackages: () => true })).toContain(
      'called zellij. My list of packages is not the newest. To hear why, type: ask-nix doctor.',
    );
    expect(phrase(reply, 'normal', { ...context, hasOldPackages: () => false })).not.toContain('newest');
  }
});

test('where the answer is the end, nothing is offered that only follows it', () => {
  const offers = REPLIES.filter(([words]) => words.includes('Say reboot'));
  expect(offers.length).toBeGreaterThan(2);
  for (const [words, reply] of offers)
    expect(phrase(reply, 'normal', { ...context, isOneShot: true })).toBe(
      words.replace('Say reboot to restart now.', 'Restart the machine when it suits you.'),
    );
});

test('no verbosity keeps back what an irreversible plan deletes', () => {
  const reply: Reply = { type: 'question', plan: garbagePlan, words: 'delete them', replaces: false };
  for (const level of LEVELS)
    expect(phrase(reply, level, context)).toContain('It cannot be undone. Say: delete them.');
});

describe('foreign text', () => {
  const nasty = [
    '"; rm -rf / #',
    '<speak><break time="9s"/></speak>',
    '(SayText "hello") (quit)',
    '\u0000\u001b[31m\u202eevil\u2066',
    'C:\\Windows\\System32',
    '💥🔥',
    '\ud800',
    '   ',
    'a\nb\r\nc\u2028d',
    'x'.repeat(10_000),
    '$(reboot) `id` $HOME',
  ];
  const replies: readonly ((text: string) => Reply)[] = [
    (text) => ({ type: 'heard', text }),
    (text) => ({ type: 'trouble', where: 'task', code: 'x', message: text }),
    (text) => ({ type: 'missing', slot: 'package', heard: text }),
    (text) => ({ type: 'spelled', text }),
    (text) => ({ type: 'explanation', topic: text, part: 'begin' }),
    (text) => ({ type: 'not-understood', why: 'unsafe-text', hint: text, state: 'idle', offersHelp: false }),
    (text) => ({ type: 'list', list: { kind: 'found', query: text, items: [] }, from: 0, count: 0 }),
    (text) => ({
      type: 'result',
      answer: {
        type: 'info',
        package: { ...aPackage('vlc'), description: text, version: text },
        installed: true,
      },
      droppedNext: false,
    }),
    (text) => ({ type: 'question', plan: installPlan, words: text, replaces: false }),
  ];

  test.each(nasty.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    '%s becomes harmless',
    (_name, text) => {
      const said = replies.map((reply) => phrase(reply(text), 'detailed', { ...context, names: () => text }));
      expect(said.filter((words) => UNSPEAKABLE.test(words) || !/[.?!]$/.test(words))).toEqual([]);
    },
  );

  test('is cut to what one can listen to', () => {
    const said = phrase({ type: 'heard', text: 'very '.repeat(2000) }, 'normal', context);
    expect(said.length).toBeLessThan(200);
  });
});
