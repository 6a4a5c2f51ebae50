import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { boundedLines } from '#nix/evaluation/bounded-lines.ts';
import { parseLogLine } from '#nix/evaluation/log-line.ts';

test('ids beyond 2^53 stay exact, and a parent may be missing', () => {
  const line =
    '@nix {"action":"start","id":18014398509481985,"level":3,"text":"x","type":105,"fields":["/d.drv","",1,1]}';
  expect(parseLogLine(line).record).toEqual({
    type: 'start',
    id: 18014398509481985n,
    parent: 0n,
    activity: 'build',
    level: 3,
    text: 'x',
    fields: ['/d.drv', '', 1, 1],
  });
  expect(parseLogLine('@nix {"action":"stop","id":18014398509481985}').record).toEqual({
    type: 'stop',
    id: 18014398509481985n,
  });
});

test.each([
  [
    '@nix {"action":"result","id":7,"type":105,"fields":[1,2,0,0]}',
    { type: 'result', id: 7n, kind: 'progress', done: 1, expected: 2, running: 0, failed: 0 },
  ],
  [
    '@nix {"action":"result","id":7,"type":104,"fields":["buildPhase"]}',
    { type: 'result', id: 7n, kind: 'set-phase', phase: 'buildPhase' },
  ],
  [
    '@nix {"action":"msg","level":1,"msg":"\\u001b[35;1mwarning:\\u001b[0m h\\u00e9"}',
    { type: 'line', level: 1, text: 'warning: hé' },
  ],
  ['trace: \u001b[1mbold\u001b[0m', { type: 'line', text: 'trace: bold' }],
  ['@nix {"action":"msg","lev', { type: 'line', text: '@nix {"action":"msg","lev' }],
  ['@nix {"action":"stop","id":"1"}', { type: 'line', text: '@nix {"action":"stop","id":"1"}' }],
  ['@nix {"action":"result","id":7,"type":999,"fields":[1]}', undefined],
  ['', undefined],
])('%s', (line, record) => {
  expect(parseLogLine(line).record).toEqual(record);
});

test('an error says where, a warning need not', () => {
  const at = (level: number, file: string) => {
    const record = { action: 'msg', level, msg: 'm', file, line: 4, column: 2 };
    return parseLogLine(`@nix ${JSON.stringify(record)}`).at;
  };
  expect(at(0, '/etc/x.nix')).toEqual({ file: '/etc/x.nix', line: 4 });
  expect(at(0, '/etc/x.nix:4:2')).toEqual({ file: '/etc/x.nix', line: 4 });
  expect(at(1, '/etc/x.nix')).toBeUndefined();
});

test('lines come whole from any pieces, and none grows without end', async () => {
  const pieces = ['a', 'b\nc', '\n', '\n', 'é'.repeat(50), 'x'.repeat(100), '\nlast'].map((text) =>
    Buffer.from(text),
  );
  const bytes = Buffer.concat(pieces);
  const odd = Array.from(bytes, (byte) => Buffer.of(byte));
  for (const chunks of [pieces, [bytes], odd]) {
    const lines = await Array.fromAsync(boundedLines(Readable.from(chunks), 60));
    expect(lines).toEqual(['ab', 'c', '', 'é'.repeat(50) + 'x'.repeat(10), 'last']);
  }
});
