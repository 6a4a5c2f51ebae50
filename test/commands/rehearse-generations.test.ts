import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { rehearse } from '../../src/commands/rehearse.ts';
import { runContext } from './context.ts';

const given = { generations: [21, 22, 23, 24], current: 24 };

/** What each of `lines` came to. */
async function rehearsed(...lines: string[]) {
  const dialogue = JSON.stringify({ id: 1, given, turns: lines.map((user) => ({ user })) });
  const { context, printed } = runContext([], Readable.from([dialogue]));
  await rehearse(context);
  return printed.flatMap((line) => JSON.parse(line).turns);
}

test('“the oldest” is told by its number, and a yes carries that out', async () => {
  const slots = { target: 'number:21', number: 21 };
  const [asked, done] = await rehearsed('switch me to the oldest', 'yes');
  expect(asked).toMatchObject({ intent: 'rollback', slots, asks: true, state: 'confirming' });
  expect(asked.says[0]).toMatch(/^Switch back to generation 21, from /);
  expect(done).toMatchObject({ executes: true, action: [{ intent: 'rollback', slots }] });
});

test('“the one before that” is before the one that was read back', async () => {
  const [first, second] = await rehearsed('roll back to two days ago', 'no the one before that');
  expect(first).toMatchObject({ slots: { target: 'date:two days ago', iso: '-P2D' }, asks: true });
  expect(second).toMatchObject({ slots: { target: 'number:22' }, asks: true });
});

test.each([
  ['roll back to november 2024', { iso: '2024-11' }],
  ['go back to the generation before i installed firefox', { meant: 'before-package', package: 'firefox' }],
  ['roll back to before the last update', { meant: 'before-update' }],
])('whatever generation is meant by “%s”, there is one', async (said, slots) => {
  const [asked] = await rehearsed(said);
  expect(asked).toMatchObject({ intent: 'rollback', slots, asks: true, state: 'confirming' });
});

test('a comparison is from the generation of that day', async () => {
  const [told] = await rehearsed('what changed since two days ago');
  expect(told).toMatchObject({ executes: true, says: ['From generation 23 to 24: no difference.'] });
});
