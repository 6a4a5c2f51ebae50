import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { rehearse } from '../../src/commands/rehearse.ts';
import { runContext } from './context.ts';

const DIALOGUE = {
  given: { candidates: ['vim', 'neovim'] },
  turns: [
    { user: 'install my vee' },
    { user: 'the second one' },
    { user: 'yes' },
    { user: 'install my vee' },
  ],
};

test('what is chosen is remembered within a dialogue, and not in the next one', async () => {
  const lines = ['one', 'two'].map((id) => JSON.stringify({ id, ...DIALOGUE }));
  const { context, printed } = runContext([], Readable.from([lines.join('\n')]));
  await rehearse(context);
  const turns = printed.map((line) => JSON.parse(line).turns);
  expect(turns).toHaveLength(2);
  for (const [asked, , done, known] of turns) {
    expect(asked).toMatchObject({ decision: 'ambiguous', asks: false, state: 'clarifying' });
    expect(done).toMatchObject({ executes: true });
    expect(known).toMatchObject({ decision: 'understood', slots: { package: 'neovim' }, asks: true });
  }
});
