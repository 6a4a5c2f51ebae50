import { expect, test } from 'vitest';
import type { Completeness, Expecting } from '#recognition/recognizer.ts';
import { chosen, chosenAlone, judge } from '#recognition/transcript.ts';

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

test.each([
  ['a whole command counts', ['install vlc', 'in stall'], 'install vlc', 2],
  ['a lower guess has nothing to support it', ['in stall', 'install vlc'], 'in stall', 1],
  ['a yes counts', ['yes', 'yes go'], 'yes', 2],
  ['a yes that may be something else is none', ['yes', 'chess'], '', 1],
  ['a no counts', ['no', 'snow'], 'no', 2],
  ['noise stays without text', [''], '', 1],
])('with one transcript only, %s', (_name, freely, text, guesses) => {
  const { alternatives } = chosenAlone(transcript(freely), expecting);
  expect(alternatives[0].text).toBe(text);
  expect(alternatives).toHaveLength(guesses);
});
