import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathsFrom } from '#config/paths.ts';
import { knownModel, readCatalog } from '#models/catalog.ts';
import { openModelPlace } from '#models/place.ts';
import { resolveModel } from '#models/resolve.ts';
import { checkModel } from '#recognition/models.ts';
import { openFolder } from './fixture.ts';

const catalog = readCatalog('models/catalog.json');

test('the bundled model comes first, and is there', () => {
  const [first] = catalog;
  expect(first).toMatchObject({ kind: 'bundled', name: 'en-tiny' });
  expect(checkModel(pathsFrom({}).bundledModel).canUseGrammar).toBe(first?.canUseGrammar);
});

test('all others come by https, each with a checksum of its own', () => {
  const others = catalog.filter((model) => model.kind === 'download');
  expect(others.length).toBeGreaterThan(1);
  for (const { url, fullName } of others) {
    expect(url).toMatch(/^https:/);
    expect(url).toContain(`/${fullName}.zip`);
  }
  expect(new Set(others.map(({ sha256 }) => sha256)).size).toBe(others.length);
});

test.each([
  ['small-en-us', 'small-en-us'],
  ['Small-EN-us', 'small-en-us'],
  ['vosk-model-small-en-us-0.15', 'small-en-us'],
  ['vosk-model-en-us-0.22-lgraph.zip', 'en-us-lgraph'],
  ['en-us', undefined],
  ['', undefined],
  ['constructor', undefined],
])('%j is the model %s', (said, name) => {
  expect(knownModel(catalog, said)?.name).toBe(name);
});

test('a setting is a name of the catalogue, of a fetched folder, or a path', async () => {
  await using folder = await openFolder();
  const place = { ...openModelPlace({ home: '.', models: folder.path }) };
  mkdirSync(join(folder.path, 'vosk-model-small-en-us-0.15'));
  mkdirSync(join(folder.path, 'mine'));
  expect(resolveModel('en-tiny', place)).toBe('models/en-tiny');
  expect(resolveModel('small-en-us', place)).toBe(join(folder.path, 'vosk-model-small-en-us-0.15'));
  expect(resolveModel('mine', place)).toBe(join(folder.path, 'mine'));
  expect(resolveModel('src', place)).toBe('src');
  expect(resolveModel('./small-en-us', place)).toBe('./small-en-us');
  expect(resolveModel('/a/model', place)).toBe('/a/model');
});

test.each([
  ['en-us-lgraph', 'not-installed', /ask-nix models pull en-us-lgraph/],
  ['en-us-large', 'unknown', /There are en-tiny, small-en-us, en-us-lgraph/],
])('the setting %s is told what to do', async (name, code, message) => {
  await using folder = await openFolder();
  const place = openModelPlace({ home: '.', models: folder.path });
  expect(() => resolveModel(name, place)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test.each([
  ['a key that nobody knows', { surprise: 1 }],
  ['a checksum of another kind', { sha256: 'abc' }],
  ['a folder that leads elsewhere', { fullName: '../evil' }],
  ['an address that is no web address', { url: 'file:///etc/passwd' }],
  ['a size of nothing', { archiveBytes: 0 }],
  ['a name that another has', { name: 'en-tiny' }],
])('a catalogue with %s is refused', async (_name, wrong) => {
  await using folder = await openFolder();
  const file = join(folder.path, 'catalog.json');
  const [tiny, small] = catalog;
  writeFileSync(file, JSON.stringify({ models: [tiny, { ...small, ...wrong }] }));
  expect(() => readCatalog(file)).toThrow();
});
