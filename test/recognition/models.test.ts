import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkModel } from '#recognition/models.ts';

const LOOK_AHEAD = ['graph/HCLr.fst', 'graph/Gr.fst', 'graph/disambig_tid.int'];
let model: string;

beforeEach(async () => {
  model = await mkdtemp(join(tmpdir(), 'ask-nix-model-'));
  await cp('models/en-tiny', model, { recursive: true });
});
afterEach(() => rm(model, { recursive: true }));

const remove = (files: readonly string[]) => Promise.all(files.map((file) => rm(join(model, file))));

test('a graph in two halves can take a grammar', () => {
  expect(checkModel(model)).toEqual({ canUseGrammar: true });
});

test('a graph in one piece cannot', async () => {
  await remove(LOOK_AHEAD);
  await writeFile(join(model, 'graph/HCLG.fst'), 'a graph');
  expect(checkModel(model)).toEqual({ canUseGrammar: false });
});

test('where both are, the one in one piece counts, as for libvosk', async () => {
  await writeFile(join(model, 'graph/HCLG.fst'), 'a graph');
  expect(checkModel(model).canUseGrammar).toBe(false);
});

test.each([
  [['am/final.mdl'], 'am/final.mdl'],
  [LOOK_AHEAD, LOOK_AHEAD.join(', ')],
])('without %j it is broken', async (files, told) => {
  await remove(files);
  expect(() => checkModel(model)).toThrow(
    expect.objectContaining({ code: 'bad-model', message: expect.stringContaining(told) }),
  );
});

test('an empty graph is no graph', async () => {
  await remove(LOOK_AHEAD);
  await writeFile(join(model, 'graph/HCLG.fst'), '');
  expect(() => checkModel(model)).toThrow(expect.objectContaining({ code: 'bad-model' }));
});
