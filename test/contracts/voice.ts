import { describe, expect, test } from 'vitest';
import type { Voice } from '#voice/voice.ts';

/** Text that is no more than text: each has been an attack on, or the end of, some speaking program. */
export const NASTY_TEXTS: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['spaces', ' \n\t '],
  ['only punctuation', '"-[(;'],
  ['Scheme', '") (system "touch /tmp/ask-nix-was-here") (SayText "'],
  ['a quote and a backslash', 'He said \\"yes\\" to C:\\nix\\store'],
  ['a shell', '$(reboot); `reboot` && reboot | cat > /etc/passwd'],
  ['control characters', 'one\u0000two\u001b[31mthree\u0007\r\nfour\u007f'],
  ['invisible characters', 'in\u200bvis\u202eible\u2066 text\ufeff'],
  ['half a letter', 'broken \ud83d surrogate \udc00'],
  ['phoneme codes', "[[h@l'oU]] world"],
  ['SSML', '<speak><audio src="file:///etc/passwd"/>hello</speak>'],
  ['an option', '--help -w /tmp/ask-nix-was-here.wav'],
  ['other scripts', 'Grüße, привет, 你好, 🙂'],
  ['10 000 characters', 'all work and no play '.repeat(477).slice(0, 10_000)],
  ['10 000 characters without a space', 'a'.repeat(10_000)],
];

/** What every voice promises. `open` gives one that takes some time over a long text, or none at all. */
export function voiceContract(name: string, open: () => Promise<Voice>): void {
  describe(`the voice ${name}`, () => {
    const { signal } = new AbortController();

    test.each(NASTY_TEXTS)('says %s without complaint', async (_, text) => {
      await (await open()).say(text, { urgency: 'message' }, signal);
    });

    test('does not begin when it was aborted before', async () => {
      const reason = new Error('not now');
      const said = (await open()).say('Hello.', { urgency: 'message' }, AbortSignal.abort(reason));
      await expect(said).rejects.toBe(reason);
    });
  });
}
