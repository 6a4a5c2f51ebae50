import { describe, expect, test } from 'vitest';
import { continuation, isOver, isWorthLooking, type Pause } from '../../src/recognition/endpointing.ts';
import type { Completeness } from '../../src/recognition/recognizer.ts';

const pause = (part: Partial<Pause>): Pause => ({ silentMs: 0, restMs: 0, lengthMs: 1000, ...part });

test.each<[string, Completeness, Partial<Pause>, number, boolean]>([
  ['an answer after 80 ms of silence', 'answer', { silentMs: 80 }, 0, true],
  ['an answer, but the voice has only just stopped', 'answer', { silentMs: 60 }, 0, false],
  ['a command after 240 ms', 'command', { silentMs: 240 }, 0, true],
  ['a command is not cut at 80 ms', 'command', { silentMs: 80 }, 0, false],
  ['half a sentence is waited for', 'incomplete', { silentMs: 900 }, 0, false],
  ['but not for ever', 'incomplete', { silentMs: 1200 }, 0, true],
  ['a command in a noise that never falls silent: no word for 320 ms', 'command', {}, 320, true],
  ['a command in noise whose last word has just been said', 'command', {}, 200, false],
  ['an answer while the voice goes on is not over so soon', 'answer', {}, 200, false],
  ['twenty seconds are enough', 'incomplete', { lengthMs: 20_000 }, 0, true],
])('%s', (_name, completeness, part, wordlessMs, over) => {
  expect(isOver(pause(part), completeness, wordlessMs)).toBe(over);
});

test.each<[string, Partial<Pause>, Completeness, number, boolean]>([
  ['80 ms into a pause, for an answer', { silentMs: 80 }, 'incomplete', 0, true],
  ['not again until a command may be over', { silentMs: 200 }, 'incomplete', 80, false],
  ['again at 240 ms', { silentMs: 240 }, 'incomplete', 80, true],
  [
    'not at 80 ms after a long sentence: no answer is that long',
    { silentMs: 80, lengthMs: 4000 },
    'incomplete',
    0,
    false,
  ],
  ['while the voice goes on, once a whole sentence rests', { restMs: 300 }, 'command', 0, true],
  ['not yet when half a sentence rests', { restMs: 300 }, 'incomplete', 0, false],
])('the transcript is finished %s', (_name, part, partial, lookedMs, worth) => {
  expect(isWorthLooking(pause(part), partial, lookedMs)).toBe(worth);
});

describe('speech within a second of a decision', () => {
  test.each<[string, Completeness, Completeness, Completeness, string]>([
    ['"roll back" … "to generation two" is one command', 'command', 'incomplete', 'command', 'amends'],
    ['"install" … "firefox" too', 'incomplete', 'incomplete', 'command', 'amends'],
    ['"list generations" … "stop" is a command and a stop', 'command', 'answer', 'incomplete', 'separate'],
    [
      '"install vlc" … "no" answers, even if both together are a sentence',
      'command',
      'answer',
      'command',
      'separate',
    ],
    ['"yes" … "do it" is one answer', 'answer', 'answer', 'answer', 'amends'],
    ['"yes" … "no" is not', 'answer', 'answer', 'incomplete', 'separate'],
    ['a command … and a noise', 'command', 'incomplete', 'incomplete', 'separate'],
    [
      'half … and another half are one sentence that is not understood',
      'incomplete',
      'incomplete',
      'incomplete',
      'amends',
    ],
  ])('%s', (_name, decided, alone, joined, expected) => {
    expect(continuation(decided, alone, joined)).toBe(expected);
  });
});
