import { describe, expect, it } from 'vitest';
import { hearLearned } from './world.ts';

function limitOf(text: string): unknown {
  const heard = hearLearned(text);
  return 'intents' in heard ? heard.intents.map(({ slots }) => slots) : heard.decision;
}

describe('what is to be deleted', () => {
  it.each([
    'delete all generations but keep 34',
    'delete generations except 34 and 35',
    'delete the last three generations',
    'delete only the last three',
    'cut generations newer than two weeks',
    'delete the three oldest generations but keep 34',
    'delete the first three generations',
    'delete generations newer than two weeks',
    'delete generations from last week',
    'delete generations before thirty',
    'erase the last month only',
    'delete generation 12 and everything older',
  ])('“%s” is asked for when the words tell more than was read', (text) => {
    expect(limitOf(text)).toEqual([{}]);
  });

  it.each([
    ['delete generations thirty three to thirty five', { numbers: [33, 34, 35] }],
    ['delete one hundred and five', { numbers: [105] }],
    ['throw away the old generations, keep ten', { keep: 10 }],
    ['get rid of generations between 12 and 15', { numbers: [12, 13, 14, 15] }],
    ['keep only generations since november', { older_than: 'november', iso: '<--11' }],
    ['delete the three oldest generations', { oldest: 3 }],
  ])('“%s” tells it wholly', (text, slots) => {
    expect(limitOf(text)).toEqual([slots]);
  });
});
