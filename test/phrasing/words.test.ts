import { describe, expect, test } from 'vitest';
import { sayCount } from '#phrasing/say-count.ts';
import { sayDate } from '#phrasing/say-date.ts';
import { sayDuration } from '#phrasing/say-duration.ts';
import { sayFirst, sayList } from '#phrasing/say-list.ts';
import { saySize } from '#phrasing/say-size.ts';
import { sayVersion } from '#phrasing/say-version.ts';
import { NOW } from './plans.ts';

describe('sizes', () => {
  test.each([
    [0, 'no data'],
    [12, 'less than a kilobyte'],
    [1e6, '1 megabyte'],
    [68.4e6, '68 megabytes'],
    [1.25e9, '1.3 gigabytes'],
    [999.6e6, '1 gigabyte'],
    [23.4e9, '23 gigabytes'],
    [2e12, '2 terabytes'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(saySize(bytes)).toBe(words);
  });
});

describe('durations', () => {
  test.each([
    [-5, 'a moment'],
    [900, 'a moment'],
    [6000, 'about six seconds'],
    [38_000, 'about 40 seconds'],
    [61_000, 'about a minute'],
    [240_000, 'about four minutes'],
    [1_500_000, 'about 25 minutes'],
    [3_500_000, 'about an hour'],
    [7_300_000, 'about two hours'],
  ])('%d ms are %s', (ms, words) => {
    expect(sayDuration(ms)).toBe(words);
  });
});

describe('dates, on Thursday the nineteenth of November 2026', () => {
  test.each([
    [[2026, 10, 19, 0, 1], 'today'],
    [[2026, 10, 18, 23, 59], 'yesterday'],
    [[2026, 10, 17], 'Tuesday the seventeenth'],
    [[2026, 10, 10], 'Tuesday the tenth'],
    [[2026, 10, 1], 'the first of November'],
    [[2026, 2, 31], 'the thirty first of March'],
    [[2024, 11, 24], 'the twenty fourth of December 2024'],
    [[2026, 10, 20], 'the twentieth of November'],
  ])('%j is %s', ([year = 0, month = 0, day = 0, hour = 12, minute = 0], words) => {
    expect(sayDate(new Date(year, month, day, hour, minute).getTime(), NOW)).toBe(words);
  });
});

test('lists are joined as one says them', () => {
  expect(sayList([])).toBe('');
  expect(sayList(['a'])).toBe('a');
  expect(sayList(['a', 'b'])).toBe('a and b');
  expect(sayList(['a', 'b', 'c'], 'or')).toBe('a, b or c');
  expect(sayFirst(['a', 'b', 'c', 'd'], 3)).toBe('a, b and 2 more');
  expect(sayFirst(['a', 'b', 'c'], 3)).toBe('a, b and c');
});

test('counts agree with what they count', () => {
  expect(sayCount(0, 'package')).toBe('no packages');
  expect(sayCount(1, 'package')).toBe('one package');
  expect(sayCount(1200, 'store path')).toBe('1200 store paths');
});

test.each([
  ['128.0', '128.0'],
  ['unstable-2024-01-02', 'unstable 2024 01 02'],
  ['1.2+git_x', '1.2 git x'],
])('version %s is said %s', (version, words) => {
  expect(sayVersion(version)).toBe(words);
});
