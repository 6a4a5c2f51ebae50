import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { hear } from '../../src/commands/hear.ts';
import { models } from '../../src/commands/models.ts';
import { type Answer, openServer, serve } from '../models/archive-server.ts';
import { enTinyArchive, writeHome } from '../models/en-tiny.ts';
import { openFolder } from '../models/fixture.ts';
import { runContext } from './context.ts';

const FULL_NAME = 'vosk-model-another-0.1';
const SENTENCE = join(import.meta.dirname, '..', '..', 'demo', '01-list-generations.wav');
let archive: Buffer;
beforeAll(async () => {
  archive = await enTinyArchive(FULL_NAME);
});

/** Somebody with ask-nix of their own, whose catalogue offers one more model. */
async function openSomebody(answer: Answer = serve(archive), environment: Record<string, string> = {}) {
  const folder = await openFolder();
  const server = await openServer(answer);
  const home = join(folder.path, 'home');
  await writeHome(home, archive, server.url);
  const paths = {
    home,
    bundledModel: join(home, 'models', 'en-tiny'),
    models: join(folder.path, 'models'),
    configFile: join(folder.path, 'config.yaml'),
    cache: join(folder.path, 'cache'),
  };
  const stop = new AbortController();
  return {
    server,
    paths,
    stop,
    async run(command: Command, ...args: string[]) {
      const { context, printed, complained } = runContext(args, Readable.from([]));
      const whole = { ...context, environment, paths: { ...context.paths, ...paths }, signal: stop.signal };
      try {
        return { exit: await command(whole), printed, complained, error: undefined };
      } catch (error) {
        return { exit: undefined, printed, complained, error: error as Error & { code: string } };
      }
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('a model is listed, fetched, chosen, heard with and removed', async () => {
  await using somebody = await openSomebody();
  const list = async () => (await somebody.run(models, 'list')).printed.map((line) => line.split(/[.,] /)[0]);
  expect(await list()).toEqual(['en-tiny: ready', 'another: not fetched']);

  const pulled = await somebody.run(models, 'pull', 'another');
  expect(pulled.exit).toBe(0);
  expect(pulled.printed[0]).toMatch(/^Downloading another: 0 percent of \d megabytes\.$/);
  expect(pulled.printed.at(-1)).toContain('ask-nix models use another');
  expect(pulled.printed.length).toBeLessThan(20);
  expect(await list()).toEqual(['en-tiny: ready', 'another: ready']);
  expect((await somebody.run(models, 'pull', FULL_NAME)).exit).toBe(4);

  expect(await somebody.run(models, 'use', 'another')).toMatchObject({ exit: 0 });
  expect(readFileSync(somebody.paths.configFile, 'utf8')).toMatch(/model: another/);
  expect((await somebody.run(models, 'list')).printed[1]).toMatch(/^another: ready, in use\./);
  expect((await somebody.run(models, 'use', 'another')).exit).toBe(4);
  const heard = await somebody.run(hear, '--json', SENTENCE);
  expect(JSON.parse(heard.printed[0] as string)).toMatchObject({ intent: 'list_generations' });

  const refused = await somebody.run(models, 'remove', 'another');
  expect(refused.error).toMatchObject({ code: 'in-use', message: expect.stringContaining('use en-tiny') });
  expect((await somebody.run(models, 'use', 'en-tiny')).exit).toBe(0);
  expect(readFileSync(somebody.paths.configFile, 'utf8')).not.toMatch(/another/);
  expect((await somebody.run(models, 'remove', 'another')).exit).toBe(0);
  expect(await list()).toEqual(['en-tiny: ready', 'another: not fetched']);
  expect((await somebody.run(models, 'remove', 'another')).exit).toBe(4);
});

test('a model is installed from a file, with progress for programs', async () => {
  await using somebody = await openSomebody();
  const file = join(somebody.paths.home, 'archive.zip');
  writeFileSync(file, archive);
  const { exit, printed } = await somebody.run(models, 'pull', 'another', '--from', file, '--json');
  expect(exit).toBe(0);
  const steps = printed.map((line) => JSON.parse(line));
  expect(steps[0]).toMatchObject({ phase: 'checking', total: archive.length });
  expect(steps.at(-1)).toEqual({
    phase: 'done',
    name: 'another',
    folder: join(somebody.paths.models, FULL_NAME),
    wasThere: false,
  });
  expect(somebody.server.requests).toHaveLength(0);
});

test('hear takes a model by its name', async () => {
  await using somebody = await openSomebody();
  await somebody.run(models, 'pull', 'another');
  const { exit, printed } = await somebody.run(hear, '--json', '--model', 'another', SENTENCE);
  expect(exit).toBe(0);
  expect(JSON.parse(printed[0] as string)).toMatchObject({ intent: 'list_generations' });
});

test('after Ctrl-C it is said that what came is kept', async () => {
  await using somebody = await openSomebody(() => void setTimeout(() => somebody.stop.abort(), 10));
  const { error, complained } = await somebody.run(models, 'pull', 'another');
  expect(error?.name).toBe('AbortError');
  expect(complained).toEqual(['ask-nix: stopped. What came is kept: pull again to go on.']);
});

test('a model can be removed while the settings name another that is gone', async () => {
  await using somebody = await openSomebody();
  await somebody.run(models, 'pull', 'another');
  await somebody.run(models, 'use', 'another');
  rmSync(join(somebody.paths.models, FULL_NAME), { recursive: true });
  mkdirSync(join(somebody.paths.models, 'mine'));
  expect(await somebody.run(models, 'remove', 'mine')).toMatchObject({ exit: 0 });
  expect(await somebody.run(models, 'use', 'en-tiny')).toMatchObject({ exit: 0 });
});

test('what was fetched in part is listed and can be removed', async () => {
  await using somebody = await openSomebody((_request, response) => void response.writeHead(404).end());
  mkdirSync(somebody.paths.models);
  writeFileSync(join(somebody.paths.models, `${FULL_NAME}.part`), 'a part');
  expect((await somebody.run(models)).printed[1]).toMatch(/^another: fetched in part\./);
  expect((await somebody.run(models, 'remove', 'another')).exit).toBe(0);
  expect((await somebody.run(models)).printed[1]).toMatch(/^another: not fetched\./);
});

test('a model that somebody put there is listed, chosen and removed by the name of its folder', async () => {
  await using somebody = await openSomebody();
  await somebody.run(models, 'pull', 'another');
  mkdirSync(join(somebody.paths.models, 'broken'));
  expect((await somebody.run(models)).printed[2]).toBe('broken: broken.');
  const { error } = await somebody.run(models, 'use', 'broken');
  expect(error).toMatchObject({ name: 'RecognizerError', code: 'bad-model' });
  expect((await somebody.run(models, 'remove', 'broken')).exit).toBe(0);
  expect((await somebody.run(models)).printed).toHaveLength(2);
});

test('a folder is chosen by its path, wherever one stands', async () => {
  await using somebody = await openSomebody();
  await somebody.run(models, 'pull', 'another');
  const folder = join(somebody.paths.models, FULL_NAME);
  expect((await somebody.run(models, 'use', `${folder}/../${FULL_NAME}/`)).exit).toBe(0);
  expect(readFileSync(somebody.paths.configFile, 'utf8')).toMatch(/model: another/);
});

test('the environment counts for more, and that is said', async () => {
  await using somebody = await openSomebody(serve(archive), { ASK_NIX_MODEL: 'en-tiny' });
  await somebody.run(models, 'pull', 'another');
  const { exit, complained } = await somebody.run(models, 'use', 'another');
  expect(exit).toBe(0);
  expect(complained.join()).toContain('ASK_NIX_MODEL');
});

test('settings that are wrong do not hide the models', async () => {
  await using somebody = await openSomebody();
  writeFileSync(somebody.paths.configFile, 'recognizer: { model: gone }');
  const { exit, printed, complained } = await somebody.run(models, 'list');
  expect(exit).toBe(1);
  expect(printed).toHaveLength(2);
  expect(complained.join()).toContain('I know no speech model called gone');
  expect((await somebody.run(models, 'use', 'en-tiny')).exit).toBe(0);
});

test.each([
  [['pull'], 'usage', /Say which model/],
  [['use'], 'usage', /Say which model/],
  [['remove'], 'usage', /Say which model/],
  [['list', 'en-tiny'], 'usage', /too much/],
  [['pull', 'a', 'b'], 'usage', /too much/],
  [['fetch', 'en-tiny'], 'usage', /“fetch” is not known/],
  [['pull', '--fast', 'x'], 'usage', /--fast/],
  [['pull', 'nothing'], 'unknown', /There are en-tiny, another/],
  [['remove', 'nothing'], 'unknown', /There are en-tiny, another/],
  [['remove', '../home'], 'unknown', /There are en-tiny, another/],
  [['use', 'nothing'], 'unknown', /There are en-tiny, another/],
  [['use', 'another'], 'not-installed', /models pull another/],
  [['use', './nothing'], 'no-model', /no speech model/],
  [['remove', 'en-tiny'], 'in-use', /comes with ask-nix/],
])('models %j is told what is wrong', async (args, code, message) => {
  await using somebody = await openSomebody();
  const { error } = await somebody.run(models, ...args);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
});
