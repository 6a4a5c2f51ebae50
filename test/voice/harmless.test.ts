import { expect, test } from 'vitest';
import { asciiOnly, harmless } from '#voice/harmless.ts';
import { NASTY_TEXTS } from '../contracts/voice.ts';

test.each([
  ["It's done. You're on generation 41.", 'It’s done. You’re on generation 41.'],
  ['Switch back to 41, from Tuesday? Yes – or no!', 'Switch back to 41, from Tuesday? Yes – or no!'],
  ['gcc 13.2.0, 40 % of 1:30; C++ & D', 'gcc 13.2.0, 40 % of 1:30; C++ & D'],
  ['") (system "reboot") (SayText "', 'system reboot SayText'],
  ['say \\"yes\\" \\n', 'say yes n'],
  ['[[h@l]] <b>bold</b> {x} |y| $z ~q ^r', 'h@l b bold /b x y z q r'],
  ["it's 'quoted'", 'it’s quoted'],
  ['one\u0000two\u001b[31m\u202ethree\u200b', 'one two 31m three'],
  ['--help', 'help'],
  ['- .. -v x', 'v x'],
  ['Grüße, 你好', 'Grüße, 你好'],
  ['\ud83d', ''],
  ['', ''],
])('%j is said as %j', (text, said) => {
  expect(harmless(text)).toBe(said);
});

test.each(NASTY_TEXTS)('nothing that any program could take for more than text is left of %s', (_, text) => {
  expect(harmless(text)).not.toMatch(/["'`\\()[\]{}<>$|~^\p{C}]/u);
  expect(harmless(text)).not.toMatch(/^-/);
  expect(harmless(text).length).toBeLessThan(2_100);
  expect(asciiOnly(harmless(text))).toMatch(/^[ -~]*$/);
  expect(asciiOnly(harmless(text))).not.toMatch(/["`\\()[\]{}<>$|~^]/);
});

test('long text is cut between words and says that there is more', () => {
  const said = harmless('word '.repeat(2_000));
  expect(said).toMatch(/ word … and more\.$/);
});

test.each([
  ['Grüße, naïve café', 'Gruße, naive cafe'],
  ['It’s – well…', "It's - well."],
  ['你好', '  '],
])('%j in ASCII', (text, said) => {
  expect(asciiOnly(text)).toBe(said.replaceAll('ß', ' '));
});
