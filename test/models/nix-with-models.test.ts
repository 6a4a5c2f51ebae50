import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ModelChoice, nixWithModels } from '#models/nix-with-models.ts';
import type { Answer, Progress } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import type { Plan } from '#nix/plan.ts';
import { Request } from '#nix/request.ts';
import { openRehearsedNix } from '#nix/systems/index.ts';
import { bundledCatalogue } from '../../src/catalogue/bundled-catalogue.ts';
import { quickClock } from '../nix/practice-fixture.ts';
import { entryFor, modelArchive, TOP } from './fixture.ts';

const never = new AbortController().signal;
const better = Request.parse({ intent: 'get_model' });
const BUNDLED = join(import.meta.dirname, '..', '..', 'models', 'en-tiny');
let home: string;
let inUse: string;
let nix: Nix;

/** Knows en-tiny, a model that has been fetched before, and one behind a door that nobody opens. */
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ask-nix-better-'));
  inUse = 'en-tiny';
  const models = join(home, 'fetched');
  const archive = modelArchive();
  const fetched = entryFor(archive, 'http://127.0.0.1:9');
  const distant = entryFor(archive, 'http://127.0.0.1:9', { name: 'distant', fullName: 'distant-0.1' });
  const bundled = {
    kind: 'bundled',
    name: 'en-tiny',
    fullName: 'en-tiny',
    folder: 'en-tiny',
    language: 'en',
    about: 'is small',
    canUseGrammar: true,
    memoryBytes: 1,
    unpackedBytes: 1,
  };
  await mkdir(join(home, 'models'));
  await cp(BUNDLED, join(home, 'models', 'en-tiny'), { recursive: true });
  await cp(BUNDLED, join(models, TOP), { recursive: true });
  await writeFile(
    join(home, 'models', 'catalog.json'),
    JSON.stringify({ models: [bundled, fetched, distant] }),
  );
  const choice: ModelChoice = {
    home,
    models,
    environment: {},
    inUse: () => inUse,
    use: async (name) => {
      inUse = name;
    },
  };
  const world = { installed: [], generations: [1, 2], current: 2 };
  const rehearsed = await openRehearsedNix(() => world, {
    packages: bundledCatalogue().packages,
    clock: quickClock(),
  });
  nix = nixWithModels(rehearsed, choice);
});
afterEach(() => rm(home, { recursive: true }));

async function planned(...requests: Request[]): Promise<Plan> {
  const outcome = await nix.plan(requests, never);
  if (outcome.type !== 'plan') throw new Error(`no plan but ${JSON.stringify(outcome)}`);
  return outcome.plan;
}

function run(plan: Plan): Promise<(Progress | Answer)[]> {
  return Array.fromAsync(nix.run(plan, never));
}

test('the next better model is planned, and used after the run; what is there is not fetched again', async () => {
  const plan = await planned(better);
  expect(plan).toMatchObject({ risk: 'change', effects: { downloadBytes: 0, goesOnline: false } });
  expect(inUse).toBe('en-tiny');
  expect((await run(plan)).map(({ type }) => type)).toEqual(['done']);
  expect(inUse).toBe('test');
});

test('a model that is far away is planned with its size', async () => {
  inUse = 'test';
  const { effects } = await planned(better);
  expect(effects.goesOnline).toBe(true);
  expect(effects.downloadBytes).toBe(modelArchive().length);
});

test('a plan for another model in use is stale', async () => {
  const plan = await planned(better);
  inUse = 'distant';
  expect(await run(plan)).toMatchObject([{ type: 'failed', code: 'stale-plan' }]);
});

test('undo goes back to the model before, as long as nothing else was changed', async () => {
  const undo = Request.parse({ intent: 'edit_undo' });
  await run(await planned(better));
  await run(await planned(undo));
  expect(inUse).toBe('en-tiny');
  await run(await planned(better));
  await run(await planned(Request.parse({ intent: 'install_package', package: 'vim' })));
  expect((await planned(undo)).requests).toEqual([undo]);
});

test('who has the best, or a folder of their own, is told so', async () => {
  for (const model of ['distant', '/somewhere/else']) {
    inUse = model;
    expect(await nix.plan([better], never)).toMatchObject({
      type: 'answer',
      answer: { why: 'already-best-model' },
    });
  }
});

test.each([
  ['a name that is in no catalogue', [Request.parse({ intent: 'get_model', model: 'nonesuch' })]],
  ['a model among other wishes', [better, Request.parse({ intent: 'collect_garbage' })]],
])('%s is refused', async (_case, requests) => {
  await expect(nix.plan(requests, never)).rejects.toMatchObject({ code: 'refused' });
});
