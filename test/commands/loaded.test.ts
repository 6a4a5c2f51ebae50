import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Person } from '../machine/run.ts';

const NODE_OPTIONS = `--require ${join(import.meta.dirname, '../programs/tell-loaded.cjs')}`;

// Loading is most of what a start takes, and creeps up unseen: a few dozen files more are to be meant.
const MOST_FILES = 380;

test('what answers a sentence loads little, once something was answered before', async () => {
  using person = new Person();
  const ask = () => person.run(['list', 'generations'], { environment: { NODE_OPTIONS } });
  await ask();
  const { out, err } = await ask();
  expect(out).toMatch(/^Eleven generations/);
  const files = err.split('\n').filter((line) => line.startsWith('file:'));
  expect(files.length).toBeGreaterThan(100);
  expect(files.length).toBeLessThan(MOST_FILES);
  expect(files.filter((file) => /\/(?:yaml|natural|koffi)\//.test(file))).toEqual([]);
  expect(files.filter((file) => /\/locales\/(?!en\.js)/.test(file))).toEqual([]);
  expect(files.filter((file) => /\/(?:parse-grammar|real-system|daemon\/|doctor\/)/.test(file))).toEqual([]);
});
