import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { rehearse } from '../../src/commands/rehearse.ts';
import { runContext } from './context.ts';

const given = { generations: [38, 39, 40, 41, 42], current: 42 };

async function rehearsed(...lines: string[]) {
  const dialogue = JSON.stringify({ id: 1, given, turns: lines.map((user) => ({ user })) });
  const { context, printed } = runContext([], Readable.from([dialogue]));
  await rehearse(context);
  return printed.flatMap((line) => JSON.parse(line).turns);
}

test.each(['delete generation 42', 'delete generations 40 and 42'])(
  '“%s”: the one in use stays, without a question, whatever is said then',
  async (said) => {
    const turns = await rehearsed(said, 'do it regardless', 'do it anyway');
    expect(turns).toMatchObject([
      { intent: 'delete_generations', asks: false, executes: false, state: 'idle' },
      { intent: 'affirm', asks: false, executes: false, state: 'idle' },
      { intent: 'affirm', asks: false, executes: false, state: 'idle' },
    ]);
    expect(turns[0].says).toEqual([expect.stringContaining('42')]);
    expect(turns[1].says).toEqual([expect.stringMatching(/nothing to say yes to/)]);
  },
);

test.each(['delete generation 12', 'roll back to generation 12'])('“%s”: there is none', async (said) => {
  expect(await rehearsed(said)).toMatchObject([
    { asks: false, executes: false, state: 'idle', says: [expect.stringMatching(/no generation 12/)] },
  ]);
});

test('“the oldest two” are told by their numbers', async () => {
  const slots = { numbers: [38, 39] };
  const [asked, done] = await rehearsed('delete the oldest two', 'yes');
  expect(asked).toMatchObject({ intent: 'delete_generations', slots, asks: true });
  expect(done).toMatchObject({ executes: true, action: [{ intent: 'delete_generations', slots }] });
});
