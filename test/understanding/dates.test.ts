import { describe, expect, it } from 'vitest';
import { dateAt, readDate } from '#understanding/dates.ts';
import { canonical } from '#understanding/words.ts';

describe('a date as it is said', () => {
  const rows: readonly (readonly [said: string, iso: string, spoken?: string])[] = [
    ['yesterday', '-P1D'],
    ['today', 'P0D'],
    ['earlier today', 'P0D'],
    ['the day before yesterday', '-P2D'],
    ['day before yesterday', '-P2D'],
    ['yesterday morning', '-P1DT05:00/12:00'],
    ['yesterday afternoon', '-P1DT12:00/18:00'],
    ['yesterday evening', '-P1DT18:00/24:00'],
    ['last night', '-P1DT18:00/P0DT06:00'],
    ['last evening', '-P1DT18:00/24:00'],
    ['the night before last', '-P2DT18:00/-P1DT06:00'],
    ['this morning', 'P0DT05:00/12:00'],
    ['earlier this morning', 'P0DT05:00/12:00'],
    ['this afternoon', 'P0DT12:00/18:00'],
    ['tonight', 'P0DT18:00/24:00'],
    ['yesterday at noon', '-P1DT11:00/14:00'],
    ['yesterday at three', '-P1DT15:00/16:00'],
    ['yesterday at three in the morning', '-P1DT03:00/04:00'],
    ['yesterday around five p m', '-P1DT17:00/18:00'],
    ['yesterday at 9 am', '-P1DT09:00/10:00'],
    ["today at eight o'clock", 'P0DT08:00/09:00'],
    ['tuesday', 'W-2'],
    ['last tuesday', 'W-2'],
    ['on monday', 'W-1', 'on monday'],
    ['this past friday', 'W-5'],
    ['past saturday', 'W-6'],
    ['last wednesday evening', 'W-3T18:00/24:00'],
    ['monday in the morning', 'W-1T05:00/12:00'],
    ["sunday's", 'W-7', 'sunday'],
    ['the weekend', 'W-6/W-7'],
    ['last weekend', 'W-6/W-7'],
    ['five days ago', '-P5D'],
    ['5 days ago', '-P5D'],
    ['twenty one days ago', '-P21D'],
    ['a day ago', '-P1D'],
    ['three nights ago', '-P3D'],
    ['a week ago', '-P1W'],
    ['about two weeks ago', '-P2W'],
    ['a couple of weeks back', '-P2W'],
    ['a few days ago', '-P3D'],
    ['several months ago', '-P4M'],
    ['a fortnight ago', '-P2W'],
    ['two fortnights ago', '-P4W'],
    ['a month ago', '-P1M'],
    ['half a year ago', '-P6M'],
    ['half a day ago', '-PT12H'],
    ['half an hour ago', '-PT30M'],
    ['half a month ago', '-P2W'],
    ['an hour ago', '-PT1H'],
    ['two hours ago', '-PT2H'],
    ['twenty minutes ago', '-PT20M'],
    ['one year ago', '-P1Y'],
    ['two days a go', '-P2D', 'two days ago'],
    ['last week', '-P1W'],
    ['the week before last', '-P2W'],
    ['last month', '-P1M'],
    ['the month before last', '-P2M'],
    ['last year', '-P1Y'],
    ['this week', '-P7D/P0D'],
    ['earlier this week', '-P7D/P0D'],
    ['the past week', '-P7D/P0D'],
    ['this month', '-P1M/P0D'],
    ['the other day', '-P6D/-P1D'],
    ['july first', '--07-01'],
    ['July 1', '--07-01'],
    ['july the fourth', '--07-04'],
    ['july twenty first', '--07-21'],
    ['march twenty', '--03-20'],
    ['the first of july', '--07-01'],
    ['first of july', '--07-01'],
    ['14 march', '--03-14'],
    ['the 14th of march', '--03-14'],
    ['july first 2024', '2024-07-01'],
    ['july first twenty twenty four', '2024-07-01'],
    ['the third of march 2025', '2025-03-03'],
    ['july first in the evening', '--07-01T18:00/24:00'],
    ['november 2024', '2024-11'],
    ['november twenty twenty four', '2024-11'],
    ['november two thousand twenty four', '2024-11'],
    ['november', '--11'],
    ['last november', '--11'],
    ['early november', '--11'],
    ['the end of october', '--10'],
    ['the beginning of march', '--03'],
    ['sept', '--09'],
    ['2024-11-05', '2024-11-05', '2024 11 05'],
    ['the fourteenth', '---14'],
    ['the 3rd', '---03'],
    ['the twenty third', '---23'],
    ['christmas', '--12-25'],
    ['last christmas', '--12-25'],
    ['christmas eve', '--12-24'],
    ["new year's eve", '--12-31'],
    ['new years day', '--01-01'],
    ['halloween', '--10-31'],
    ['before july', '<--07'],
    ['before july first', '<--07-01'],
    ['before last week', '<-P1W'],
    ['before yesterday', '<-P1D'],
    ['before christmas', '<--12-25'],
    ['prior to last monday', '<W-1'],
    ['between monday and wednesday', 'W-1/W-3'],
    ['between march and may', '--03/--05'],
    ['between two weeks ago and yesterday', '-P2W/-P1D'],
  ];
  const table = rows.map(([said, iso, spoken]) => [said, iso, spoken ?? said.toLowerCase()] as const);
  it.each(table)('“%s” is %s', (said, iso, spoken) => {
    const words = canonical(said);
    expect(readDate(words)).toMatchObject({ iso, end: words.length });
    expect(`on ${spoken}`).toContain(readDate(words)?.spoken);
  });
});

describe('words that are no date', () => {
  it.each([
    '',
    'firefox',
    'generation forty two',
    'two weeks',
    'ago',
    'days ago',
    'zero days ago',
    'next tuesday',
    'every monday',
    'until friday',
    'the last one',
    'a few',
    'the thirty second',
    'the fourteenth generation',
    'last tuesday with firefox',
    'between monday',
    'between monday and firefox',
    'before',
    'before i installed firefox',
    'march on',
    'half a dozen ago',
  ])('“%s”', (said) => {
    expect(readDate(canonical(said))).toBeUndefined();
  });
});

describe('a date inside a sentence', () => {
  it.each([
    ['roll back to last tuesday please', 3, 5, 'last tuesday'],
    ['what changed since two weeks ago in here', 3, 6, 'two weeks ago'],
    ["boot sunday's system", 1, 2, 'sunday'],
    ['it worked before last weekend', 2, 5, 'before last weekend'],
    ['the one from july first twenty twenty four', 3, 8, 'july first twenty twenty four'],
    ['use yesterday morning instead', 1, 3, 'yesterday morning'],
  ])('“%s” from word %i', (said, at, end, spoken) => {
    expect(dateAt(canonical(said), at)).toMatchObject({ end, spoken });
  });

  it('is weak when the words mean something else as often', () => {
    const weak = (said: string) => dateAt(canonical(said), 0)?.weak;
    expect(['may', 'march', 'the second'].map(weak)).toEqual([true, true, true]);
    expect(['may first', 'early march', 'july', 'the second of june'].map(weak)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

it('whatever stands there, reading a date gives a position behind it or nothing', () => {
  const parts =
    'before between and last the a half of july tuesday 2024 31 first ago week at noon night'.split(' ');
  for (let seed = 1; seed < 3000; seed++) {
    const words = Array.from(
      { length: 6 },
      (_, at) => parts[(seed * (at + 7) * 31 + at * seed) % parts.length] as string,
    );
    const found = dateAt(words, 0);
    if (found) expect(found.end).toBeGreaterThan(0);
    expect(found?.end ?? 0).toBeLessThanOrEqual(words.length);
  }
});
