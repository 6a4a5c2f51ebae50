import { describe, expect, it } from 'vitest';
import { ISO, timeSaid } from '#nix/when.ts';

/** A Tuesday afternoon. */
const NOW = new Date(2026, 2, 17, 14, 30).getTime();
const local = (text: string) => new Date(text).getTime();
const spanOf = (iso: string, now = NOW) => {
  const said = timeSaid(iso, now);
  return said && [said.interval.from, said.interval.to];
};

describe('a time that was said, on Tuesday 17 March 2026 at half past two', () => {
  it.each([
    ['P0D', '2026-03-17T00:00', '2026-03-18T00:00'],
    ['-P1D', '2026-03-16T00:00', '2026-03-17T00:00'],
    ['-P5D', '2026-03-12T00:00', '2026-03-13T00:00'],
    ['-P1DT18:00/24:00', '2026-03-16T18:00', '2026-03-17T00:00'],
    ['-P1DT18:00/P0DT06:00', '2026-03-16T18:00', '2026-03-17T06:00'],
    ['P0DT05:00/12:00', '2026-03-17T05:00', '2026-03-17T12:00'],
    ['-P1W', '2026-03-07T00:00', '2026-03-14T00:00'],
    ['-P2W', '2026-02-28T00:00', '2026-03-07T00:00'],
    ['-P1M', '2026-02-02T00:00', '2026-03-05T00:00'],
    ['-PT1H', '2026-03-17T13:00', '2026-03-17T14:00'],
    ['-PT20M', '2026-03-17T14:05', '2026-03-17T14:15'],
    ['W-1', '2026-03-16T00:00', '2026-03-17T00:00'],
    ['W-2', '2026-03-10T00:00', '2026-03-11T00:00'],
    ['W-3', '2026-03-11T00:00', '2026-03-12T00:00'],
    ['W-7', '2026-03-15T00:00', '2026-03-16T00:00'],
    ['W-1T18:00/24:00', '2026-03-16T18:00', '2026-03-17T00:00'],
    ['W-6/W-7', '2026-03-14T00:00', '2026-03-16T00:00'],
    ['W-1/W-3', '2026-03-09T00:00', '2026-03-12T00:00'],
    ['--03-01', '2026-03-01T00:00', '2026-03-02T00:00'],
    ['--03-17', '2026-03-17T00:00', '2026-03-18T00:00'],
    ['--07-01', '2025-07-01T00:00', '2025-07-02T00:00'],
    ['--07-01T18:00/24:00', '2025-07-01T18:00', '2025-07-02T00:00'],
    ['--02-29', '2024-02-29T00:00', '2024-03-01T00:00'],
    ['--03', '2026-03-01T00:00', '2026-04-01T00:00'],
    ['--11', '2025-11-01T00:00', '2025-12-01T00:00'],
    ['--11/--01', '2025-11-01T00:00', '2026-02-01T00:00'],
    ['---14', '2026-03-14T00:00', '2026-03-15T00:00'],
    ['---20', '2026-02-20T00:00', '2026-02-21T00:00'],
    ['---31', '2026-01-31T00:00', '2026-02-01T00:00'],
    ['2024-11', '2024-11-01T00:00', '2024-12-01T00:00'],
    ['2024-11-05', '2024-11-05T00:00', '2024-11-06T00:00'],
    ['-P7D/P0D', '2026-03-10T00:00', '2026-03-18T00:00'],
    ['-P6D/-P1D', '2026-03-11T00:00', '2026-03-17T00:00'],
    ['-P2W/-P1D', '2026-03-03T00:00', '2026-03-17T00:00'],
  ])('%s is from %s to %s', (iso, from, to) => {
    expect(spanOf(iso)).toEqual([local(from), local(to)]);
  });

  it('says when only what was before it counts', () => {
    expect(timeSaid('<--07', NOW)).toEqual({
      before: true,
      interval: { from: local('2025-07-01T00:00'), to: local('2025-08-01T00:00') },
    });
  });

  it('takes the weekend of a Sunday for the one before', () => {
    const sunday = local('2026-03-15T10:00');
    expect(spanOf('W-6/W-7', sunday)).toEqual([local('2026-03-07T00:00'), local('2026-03-09T00:00')]);
  });

  it('clips a day to the last one of a month that is too short', () => {
    expect(spanOf('-P1M/P0D', local('2026-03-31T10:00'))?.[0]).toBe(local('2026-02-28T00:00'));
  });

  it.each(['P0DT18:00/24:00', '2027-01-05', '2026-02-30', '--13-01', '--00', '---32'])(
    '%s has not been, or is nothing',
    (iso) => expect(spanOf(iso)).toBeUndefined(),
  );
});

it.each([
  '',
  '<',
  'yesterday',
  'P1D',
  '-P1D; rm -rf /',
  '-P99999D',
  'W-0',
  'W-8',
  '../2024-11',
  '2024-11\n',
  '1999-11',
  '-P1D/',
  'T18:00/24:00',
  '<<-P1D',
  '-P1D/-P2D/-P3D',
])('%j is not the notation', (iso) => {
  expect(ISO.test(iso)).toBe(false);
  expect(timeSaid(iso, NOW)).toBeUndefined();
});

it('any date of the notation is a stretch that has begun, whenever it is said', () => {
  const isos = ['W-3', '---31', '--02-29', '--12', '-P3M', '-PT5H', 'W-6/W-7', '-P1DT18:00/P0DT06:00'];
  for (let day = 0; day < 800; day++) {
    const now = new Date(2024, 0, 1 + day, day % 24, 7).getTime();
    for (const iso of isos) {
      const [from, to] = spanOf(iso, now) ?? [];
      expect(from, `${iso} on ${new Date(now)}`).toBeLessThanOrEqual(now);
      expect(from).toBeLessThan(to as number);
    }
  }
});
