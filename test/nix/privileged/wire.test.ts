import { expect, test } from 'vitest';
import { LineReader } from '#nix/privileged/line-reader.ts';
import { newsLine, parseGreeting, parseNews } from '#nix/privileged/wire.ts';
import type { PrivilegedNews } from '#nix/privileged.ts';

const ID = 2n ** 60n + 1n;

test.each<PrivilegedNews>([
  { type: 'activity', record: { type: 'stop', id: ID } },
  {
    type: 'activity',
    record: {
      ...{ type: 'start', id: ID, parent: 0n, activity: 'build', level: 3, text: 'x' },
      fields: ['/nix/store/x.drv', '', 1, 1],
    },
  },
  {
    type: 'activity',
    record: { type: 'result', id: ID, kind: 'progress', done: 1, expected: 2, running: 1, failed: 0 },
  },
  { type: 'activity', record: { type: 'line', text: '“x”\n', level: 0 } },
  { type: 'line', text: 'activating the configuration...' },
  { type: 'result', result: { type: 'cancelled', was: 'build' } },
  { type: 'refused', code: 'stale', message: 'No.', output: 'x', left: 'y' },
])('news $type arrives as it was said', (news) => {
  const text = newsLine(news);
  expect(text.indexOf('\n')).toBe(text.length - 1);
  expect(parseNews(text)).toEqual(news);
});

test.each(['', '{', '[]', 'null', '{"type":"else"}', '{"type":"activity","record":{"type":"stop","id":1}}'])(
  'no news: %s',
  (text) => {
    expect(parseNews(text)).toBeUndefined();
    expect(parseGreeting(text)).toBeUndefined();
  },
);

test('lines come out as they went in, however the bytes were cut', () => {
  const bytes = Buffer.from('one\n\nthree ü\nrest');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const reader = new LineReader(100);
    const lines = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((part) => reader.feed(part) ?? ['?']);
    expect(lines).toEqual(['one', '', 'three ü']);
  }
});

test('a line that is too long ends the reading, and is not kept', () => {
  const reader = new LineReader(10);
  expect(reader.feed(Buffer.from('0123456789\n'))).toEqual(['0123456789']);
  expect(reader.feed(Buffer.from('01234567890'))).toBeUndefined();
  expect(reader.feed(Buffer.from('\nx\n'))).toBeUndefined();
});
