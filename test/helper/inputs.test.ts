import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SECOND } from '../mini-nixos/release.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { type HelperProcess, helperOn } from './helper-process.ts';

const THIRD = { ...SECOND, version: '26.05.20260115.7654321', revision: '7'.repeat(40) };
const CHANGED = { type: 'result', result: { type: 'inputs', changed: true } };
const AS_IT_WAS = { type: 'result', result: { type: 'inputs', changed: false } };
const STALE = { type: 'refused', code: 'stale' };

async function versionBuilt(helper: HelperProcess): Promise<string> {
  const built = await helper.call({ verb: 'build' });
  if (built.type !== 'result' || built.result.type !== 'built') throw new Error(JSON.stringify(built));
  return readFileSync(join(built.result.toplevel, 'nixos-version'), 'utf8').trim();
}

test.each(['channel', 'flake'] as const)('inputs of a %s come, and go back', async (inputs) => {
  await using mini = await miniSystem({ inputs });
  await using helper = await helperOn(mini);
  const first = await versionBuilt(helper);
  expect(await helper.call({ verb: 'restore-inputs' })).toMatchObject(STALE);
  await mini.publish(SECOND);
  expect(await helper.call({ verb: 'update-inputs' })).toEqual(CHANGED);
  expect(await versionBuilt(helper)).toBe(SECOND.version);
  expect(await helper.call({ verb: 'update-inputs' })).toEqual(AS_IT_WAS);
  expect(await helper.call({ verb: 'restore-inputs' })).toEqual(CHANGED);
  expect(await versionBuilt(helper)).toBe(first);
  expect(await helper.call({ verb: 'restore-inputs' })).toMatchObject(STALE);

  await helper.call({ verb: 'update-inputs', id: randomUUID() });
  expect(await helper.call({ verb: 'restore-inputs', id: randomUUID() })).toMatchObject(STALE);
  await mini.publish(THIRD);
  await updatedByHand(mini, inputs);
  expect(await helper.call({ verb: 'restore-inputs' })).toMatchObject(STALE);
});

async function updatedByHand(mini: MiniSystem, inputs: 'channel' | 'flake'): Promise<void> {
  if (inputs === 'channel') await mini.run('nix-channel', '--update');
  else await mini.run('env', '-C', mini.places.configuration, 'nix', 'flake', 'update');
}

test('updates are taken back one after the other', async () => {
  await using mini = await miniSystem({ inputs: 'channel' });
  await using helper = await helperOn(mini);
  const [one, two] = [randomUUID(), randomUUID()];
  const first = await versionBuilt(helper);
  await mini.publish(SECOND);
  await helper.call({ verb: 'update-inputs', id: one });
  await mini.publish(THIRD);
  await helper.call({ verb: 'update-inputs', id: two });
  expect(await helper.call({ verb: 'restore-inputs', id: one })).toMatchObject(STALE);
  expect(await helper.call({ verb: 'restore-inputs', id: two })).toEqual(CHANGED);
  expect(await versionBuilt(helper)).toBe(SECOND.version);
  expect(await helper.call({ verb: 'restore-inputs', id: one })).toEqual(CHANGED);
  expect(await versionBuilt(helper)).toBe(first);
});

test('channels are told, unless an address may hold a secret', async () => {
  await using mini = await miniSystem({ past: [], daemon: false });
  await using helper = await helperOn(mini);
  const subscribe = (text: string) => writeFileSync(join(mini.root, 'home/.nix-channels'), text);
  const told = async () => {
    const final = await helper.call({ verb: 'channels' });
    return final.type === 'result' && final.result.type === 'channels' ? final.result.channels : undefined;
  };
  expect(await told()).toEqual([]);
  subscribe('file:///nixos-26.05 nixos\n# file:///old old\nfile:///more.tar.gz more\n');
  expect(await told()).toEqual([
    { name: 'nixos', url: 'file:///nixos-26.05/nixexprs.tar.xz' },
    { name: 'more', url: 'file:///more.tar.gz' },
  ]);
  for (const address of ['https://me:secret@localhost/a.tar.gz', 'https://localhost/a.tar.gz?token=secret']) {
    subscribe(`file:///nixos-26.05 nixos\n${address} more\n`);
    expect(await told()).toEqual([]);
  }
});

test('inputs that do not come are left as they were', async () => {
  await using mini = await miniSystem({ inputs: 'channel' });
  await using helper = await helperOn(mini);
  const channels = join(mini.places.state, 'profiles/per-user/root/channels');
  const before = readlinkSync(channels);
  writeFileSync(join(mini.root, 'home/.nix-channels'), 'file:///nowhere/nixexprs.tar.xz nixos\n');
  const failed = await helper.call({ verb: 'update-inputs' });
  expect(failed).toMatchObject({ type: 'refused', code: 'failed' });
  expect(failed.type === 'refused' && failed.output).toContain('/nowhere/nixexprs.tar.xz');
  expect(readlinkSync(channels)).toBe(before);
  expect(await helper.call({ verb: 'restore-inputs' })).toMatchObject(STALE);
});
