import { describe, expect, it } from 'vitest';
import type { Expectation } from '#understanding/expectation.ts';
import { hear, meaning } from './world.ts';

const choosing: Partial<Expectation> = {
  state: 'clarifying',
  candidates: [
    { value: 'vim', spoken: 'vim' },
    { value: 'neovim', spoken: 'neo vim' },
    { value: 'nano', spoken: 'nano' },
  ],
  pending: ['install_package'],
};
const afterList: Partial<Expectation> = { ...choosing, state: 'idle', pending: [] };
const whichGeneration: Partial<Expectation> = {
  state: 'clarifying',
  candidates: ['41', '40', '39'].map((value) => ({ value, spoken: `generation ${value}` })),
  pending: ['rollback'],
};
const asked: Partial<Expectation> = { state: 'confirming', pending: ['install_package'] };
const askedBack: Partial<Expectation> = { state: 'confirming', pending: ['rollback'] };

describe('answers to our own question', () => {
  it.each([
    ['the second one', choosing, 'answer position 2'],
    ['number three please', choosing, 'answer position 3'],
    ['the last', choosing, 'answer position -1'],
    ['the other one', choosing, 'answer other'],
    ['two', choosing, 'answer position 2'],
    ['uh, neo vim', choosing, 'answer position 2'],
    ['nano i mean', choosing, 'answer position 3'],
    ['oops, not that, the first', choosing, 'answer position 1'],
    ['the seventh one', choosing, 'not-in-grammar'],
    ['b', choosing, 'answer position 2'],
    ['option b', choosing, 'answer position 2'],
    ['letter c', afterList, 'answer position 3'],
    ['b', afterList, 'not-in-grammar'],
    ['number two', afterList, 'answer position 2'],
    ['the oldest', whichGeneration, 'rollback previous <position -1>'],
    ['the newest one', whichGeneration, 'rollback previous <position 1>'],
    ['the newest one', { ...whichGeneration, state: 'idle', pending: [] }, 'answer position 1'],
    [
      'the oldest one',
      { ...whichGeneration, state: 'idle', pending: [] },
      'rollback description:the oldest the oldest oldest',
    ],
    ['the newest', choosing, 'not-in-grammar'],
    ['the second one', afterList, 'answer position 2'],
    ['install the second one', afterList, 'install_package <position 2>'],
    ['no, vlc', asked, 'answer value package vlc'],
    ['i mean emacs', asked, 'answer value package emacs'],
    ['not vim, nano', asked, 'answer value package nano'],
    ['krita, not gimp', asked, 'answer value package krita'],
    ['generation forty two', askedBack, 'answer value number 42'],
    ['no, fifty', askedBack, 'answer value number 50'],
    ['fifty, five zero', askedBack, 'answer value number 50'],
    ['cancel', choosing, 'cancel'],
    ['no', asked, 'deny'],
    ['forty two', 'idle', 'not-in-grammar'],
  ] as const)('%s', (text, expecting, expected) => {
    expect(meaning(hear(text, expecting))).toBe(expected);
  });
});
