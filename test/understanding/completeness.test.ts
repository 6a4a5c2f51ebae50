import { expect, it } from 'vitest';
import { completeness } from '#understanding/completeness.ts';
import { IDLE, type StateName } from '#understanding/expectation.ts';
import { grammar, world } from './world.ts';

it.each([
  ['', 'incomplete'],
  ['install', 'incomplete'],
  ['install vim', 'command'],
  ['install visual', 'incomplete'],
  ['install visual studio code', 'command'],
  ['install vim and', 'incomplete'],
  ['roll back to generation', 'incomplete'],
  ['roll back to generation forty', 'incomplete'],
  ['roll back to generation forty two', 'command'],
  ['search for a text', 'incomplete'],
  ['search for a text editor', 'command'],
  ['list generations', 'command'],
  ['restart the print service', 'command'],
  ['restart the', 'incomplete'],
  ['set the time zone to', 'incomplete'],
  ['set the time zone to berlin', 'command'],
  ['set the host name to kitchen', 'incomplete'],
  ['delete generations older than thirty days', 'command'],
  ['delete generations three and', 'incomplete'],
  ['open port eighty', 'incomplete'],
  ['use the yeti microphone', 'incomplete'],
  ['louder', 'answer'],
  ['stop', 'answer'],
  ['yes', 'yes', 'confirming'],
  ['no', 'answer', 'confirming'],
  ['spell h t', 'incomplete'],
] as const)('“%s” is %s', (text, expected, state: StateName = 'idle') => {
  expect(completeness(text, grammar, { ...IDLE, state }, world)).toBe(expected);
});
