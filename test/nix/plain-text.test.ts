import { expect, test } from 'vitest';
import { plainText } from '#nix/plain-text.ts';

test.each([
  ['\u001b[31;1merror:\u001b[0m no', 'error: no'],
  ['\u001b]8;;file:///x\u0007link\u001b]8;;\u001b\\ more', 'link more'],
  ['\u001b[2K\rhalf', 'half'],
  ['line\n\ttab', 'line\n\ttab'],
  ['\u001b[', '['],
  ['\u001b]never ended', ''],
  ['bell\u0007', 'bell'],
])('%j becomes %j', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});
