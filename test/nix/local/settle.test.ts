import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readManaged } from '#nix/configuration/managed-file.ts';
import { EMPTY_CONFIG, managedText } from '#nix/managed-config.ts';
import { helperClient } from '#nix/privileged/helper-client.ts';
import type { Privileged, PrivilegedCall } from '#nix/privileged.ts';
import type { Pending } from '#nix/systems/local/records.ts';
import { never } from '../../contracts/nix.ts';
import { heard } from './heard.ts';
import { install, type LocalFixture, local, openLocal } from './local-fixture.ts';

let fixture: LocalFixture;

beforeAll(async () => {
  fixture = await local();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const state = () => join(fixture.mini.root, 'home/.local/state/ask-nix/local');
const pendingFile = () => join(state(), 'pending.json');
const managedFile = () => join(fixture.mini.places.configuration, 'ask-nix.json');

/** As a process leaves it that is killed. */
function leave(pending: Partial<Pending>): void {
  mkdirSync(state(), { recursive: true });
  const whole: Pending = {
    ...{ requests: [], from: 3, to: 3, isMade: false, undo: { before: [], after: [{ from: 3, to: 3 }] } },
    ...pending,
  };
  writeFileSync(pendingFile(), JSON.stringify(whole));
}

/** A helper that is at its work. */
function at(busyWith: PrivilegedCall['verb']): Privileged {
  return {
    by: 'helper',
    async *call() {
      yield { type: 'result', result: { type: 'status', version: 1, busyWith, files: [] } };
    },
  };
}

const undone = () => JSON.parse(readFileSync(join(state(), 'undo.json'), 'utf8'));

test('what was written and not built is put back by who may; others tell of it and work', async () => {
  const before = readFileSync(managedFile(), 'utf8');
  const { config, hash } = readManaged(fixture.mini.places) as Extract<
    ReturnType<typeof readManaged>,
    { type: 'managed' }
  >;
  leave({ to: 4, managed: { before: config, beforeHash: hash, after: EMPTY_CONFIG } });
  writeFileSync(managedFile(), managedText(EMPTY_CONFIG));
  const nobody = helperClient(join(fixture.mini.root, 'no-helper.sock'));
  for (const other of [await fixture.unprivileged(), await openLocal(fixture.mini, nobody)]) {
    expect(other.repairs).toEqual([expect.stringMatching(/may be half done/)]);
    expect((await other.facts(never)).current).toBe(3);
  }
  const busy = await openLocal(fixture.mini, at('build'));
  expect(busy.repairs).toEqual([expect.stringMatching(/helper is busy/)]);
  expect(await heard(busy, install('jq'))).toMatch(/^Another change is under way\./);
  expect((await fixture.again()).repairs).toEqual([expect.stringMatching(/put back.*generation 3/)]);
  expect(readFileSync(managedFile(), 'utf8')).toBe(before);
  expect((await fixture.again()).repairs).toBeUndefined();
});

test('a service that was not stopped yet is told as put back; one that was can be undone', async () => {
  const { run, root } = fixture.mini;
  leave({ units: { nginx: 'stop' } });
  expect((await fixture.again()).repairs).toEqual([expect.stringMatching(/put back/)]);
  expect(undone()).toEqual([]);

  await run(join(root, 'bin/systemctl'), 'stop', 'nginx.service');
  leave({ units: { nginx: 'stop', sshd: 'stop' } });
  expect((await fixture.again()).repairs).toEqual([
    'The last change was broken off before it was over: you are on generation 3. Not done, or not to its end: stopping sshd.',
  ]);
  expect(undone()).toEqual([{ from: 3, to: 3 }]);
  await run(join(root, 'bin/systemctl'), 'start', 'nginx.service');
});

test('generations that were still to go are told', async () => {
  leave({ deletes: [2, 99], isMade: true });
  expect((await fixture.again()).repairs).toEqual([expect.stringMatching(/deleting generation 2\.$/)]);
});

test('what the killed process left of locks and files is cleared', async () => {
  const left = ['job.json', 'job.json.new', 'undo.json.new', 'pending.json.new'].map((name) =>
    join(state(), name),
  );
  for (const file of left) writeFileSync(file, '{"process":');
  const lock = join(state(), 'lock');
  symlinkSync('999999999 1 none', lock);
  const shadow = join(fixture.mini.root, 'home/.cache/ask-nix/shadows/shadow-999999999_1_0-0_abcdef');
  mkdirSync(shadow, { recursive: true });
  expect((await fixture.again()).repairs).toBeUndefined();
  expect([...left, shadow].filter((file) => existsSync(file))).toEqual([]);
  rmSync(lock, { force: true });
});
