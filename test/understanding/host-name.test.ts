import { expect, test } from 'vitest';
import { readHostName } from '#understanding/host-name.ts';
import { canonical } from '#understanding/words.ts';

test.each([
  ['zeus', 'zeus'],
  ['living room', 'living-room'],
  ['living dash room', 'living-room'],
  ['kitchen p c', 'kitchen-pc'],
  ['Kitchen-PC', 'kitchen-pc'],
  ['n a s', 'nas'],
  ['november alpha sierra', 'nas'],
  ['z e u s two', 'zeus2'],
  ['server two', 'server-2'],
  ['apollo eleven', 'apollo-11'],
  ['h a l nine thousand', 'hal9000'],
  ['k dash nine', 'k-9'],
  ['seven', 'seven'],
])('“%s” is %s', (text, name) => {
  expect(readHostName(canonical(text))).toBe(name);
});

test.each(['wolf and rebuild', 'otter no beaver', 'fox then update'])('“%s” is no name', (text) => {
  expect(readHostName(canonical(text))).toBeUndefined();
});
