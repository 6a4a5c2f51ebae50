import { expect, test } from 'vitest';
import type { Completeness, Expecting } from '#recognition/recognizer.ts';
import { chosen, judge } from '#recognition/transcript.ts';

const COMPLETE: Record<string, Completeness> = {
  yes: 'yes',
  'yes go ahead': 'yes',
  no: 'answer',
  'install firefox': 'command',
  'install vlc': 'command',
  'clean up': 'command',
  'search for a music player': 'command',
};
const expecting: Expecting = {
  phrases: ['yes'],
  completeness: (text) => COMPLETE[text] ?? 'incomplete',
  playing: () => false,
};

const transcript = (texts: readonly string[]) =>
  judge(
    { alternatives: texts.map((text, rank) => ({ text, score: -rank })), lastWordEndMs: 0 },
    0,
    expecting,
    (text) => [text],
  );

test.each([
  ['what is heard freely counts at once', ['install firefox'], ['still fire box'], 'install firefox'],
  ['a yes that both hear', ['yes'], ['yes'], 'yes'],
  ['a yes in other words, begun alike', ['yes i have'], ['yes go ahead'], 'yes go ahead'],
  ['a yes that only the phrases hear is none', ['chess'], ['yes'], 'chess'],
  ['a yes that is only heard freely is none', ['yes'], ['gas'], 'gas'],
  ['a no needs only one', ['no'], ['snow'], 'no'],
  [
    'a command of the phrases with too few words in common',
    ['in stall vlc'],
    ['install vlc'],
    'in stall vlc',
  ],
  [
    'a command of the phrases that is heard freely lower down',
    ['in stall', 'install vlc'],
    ['install vlc'],
    'install vlc',
  ],
  [
    'a lower guess that the phrases support',
    ['search a music player', 'search for a music player'],
    ['search for music player'],
    'search for a music player',
  ],
  ['half a sentence is no command', ['clean up your room'], ['clean up'], 'clean up your room'],
  ['noise stays without text', ['install vlc'], [''], ''],
])('%s', (_name, freely, fitting, text) => {
  expect(chosen(transcript(freely), transcript(fitting), expecting).alternatives[0].text).toBe(text);
});

test('what nobody is sure of has no second guess that could act', () => {
  const unsure = chosen(transcript(['in stall', 'yes']), transcript(['in store', 'install vlc']), expecting);
  expect(unsure.alternatives).toHaveLength(1);
  expect(unsure.completeness).toBe('incomplete');
});
