import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { expectingIn } from '#sound-wiring.ts';
import { IDLE } from '#understanding/expectation.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { grammar } from '../../src/commands/grammar.ts';
import { understandLines } from '../../src/commands/understand.ts';
import { runContext } from './context.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-nix-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'mine.yaml'),
  'language: en\nnames:\n  packages:\n    firefox: [the fox]\n    unheard-of: [thing]\n',
);

function contextWith(args: readonly string[], lines: string) {
  const run = runContext(args, Readable.from([lines]));
  const paths = { ...run.context.paths, userGrammars: folder, cache: join(folder, 'cache') };
  return { ...run, context: { ...run.context, paths } };
}

// The second time the grammar comes from the cache.
test.each(['first', 'second'])('names in the user’s folder are understood, the %s time', async () => {
  const { context, printed } = contextWith([], 'install the fox\n');
  await understandLines(context);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({
    intent: 'install_package',
    slots: { package: 'firefox' },
  });
});

test('they are heard: the recognizer expects them in the sentences that take them', async () => {
  const { paths } = contextWith([], '').context;
  const read = await openGrammar(paths);
  const { phrases } = expectingIn(read, openCatalogue(read))(IDLE, () => false);
  expect(phrases).toContain('install the fox');
});

test('what they name in vain is told with file and line', async () => {
  const { context, complained } = contextWith(['check', join(folder, 'mine.yaml')], '');
  expect(await grammar(context)).toBe(1);
  expect(complained).toEqual([`${join(folder, 'mine.yaml')}:5: there is no package “unheard-of”`]);
});
