import { expect, test } from 'vitest';
import { readSchedule } from '#understanding/schedule.ts';
import { canonical } from '#understanding/words.ts';

test.each([
  ['weekly', 'weekly'],
  ['every week', 'weekly'],
  ['once a week', 'weekly'],
  ['daily', 'daily'],
  ['every day', 'daily'],
  ['every night', 'daily'],
  ['at night', 'daily'],
  ['hourly', 'hourly'],
  ['every hour', 'hourly'],
  ['once a month', 'monthly'],
  ['every sunday', 'Sun'],
  ['sundays', 'Sun'],
  ['on fridays', 'Fri'],
  ['on the weekend', 'Sat'],
  ['every sunday at three', 'Sun 03:00'],
  ['monday at nine in the evening', 'Mon 21:00'],
  ['friday night at eleven p m', 'Fri 23:00'],
  ['at three', '03:00'],
  ['at three in the morning', '03:00'],
  ['every night at two', '02:00'],
  ['three thirty', '03:30'],
  ['half past four', '04:30'],
  ['quarter past four', '04:15'],
  ['at five p m', '17:00'],
  ['twelve a m', '00:00'],
  ['23:15', '23:15'],
  ['at midnight', '00:00'],
  ['every day at noon', '12:00'],
])('“%s” is %s', (text, calendar) => {
  expect(readSchedule(canonical(text))).toBe(calendar);
});

test.each([
  '',
  'never',
  'twice a week',
  'every third sunday',
  'weekly at three',
  'at thirty',
  'when it rains',
  'monday and friday',
])('“%s” is no schedule that we can write', (text) => {
  expect(readSchedule(canonical(text))).toBeUndefined();
});
