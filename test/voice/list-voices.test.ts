import { expect, test } from 'vitest';
import { listEspeakVoices, parseEspeakVoices } from '#voice/list-voices.ts';
import { program } from '../audio/program.ts';

const TABLE = `Pty Language       Age/Gender VoiceName          File                 Other Languages
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 3  en-uk           --/M      english-mb-en1     mb/mb-en1            (en-gb 3)(en 2)
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
nonsense
 5  en-gb-x-new        --/M      English_(Newcastle)  gmw/en-GB-x-new
`;

test('voices are told by names that can be said, each as a man and as a woman', () => {
  expect(parseEspeakVoices(TABLE)).toEqual([
    { id: 'en-gb', name: 'British' },
    { id: 'en-gb+f3', name: 'British, a woman' },
    { id: 'en-us', name: 'American' },
    { id: 'en-us+f3', name: 'American, a woman' },
    { id: 'en-gb-x-new', name: 'English Newcastle' },
    { id: 'en-gb-x-new+f3', name: 'English Newcastle, a woman' },
  ]);
});

test('what is no table has no voices', () => {
  expect(parseEspeakVoices('')).toEqual([]);
  expect(parseEspeakVoices('\u0000\n\n  1 <b> x y')).toEqual([]);
});

test('the espeak-ng of this machine has the voice that we use', async () => {
  const voices = await listEspeakVoices(new AbortController().signal);
  expect(voices.map(({ id }) => id)).toContain('en-us');
});

test('an espeak-ng that hangs has no voices', async () => {
  const { signal } = new AbortController();
  expect(await listEspeakVoices(signal, program('program-that-hangs.sh'))).toEqual([]);
});
