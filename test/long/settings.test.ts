import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changeSettings } from '#config/change.ts';
import { Config } from '#config/config.ts';
import { loadConfig } from '#config/load.ts';
import { rollbackSettings } from '#config/rollback.ts';
import { SettingsFolder } from '../config/folder.ts';
import { SmallDisk } from '../machine/small-disk.ts';

const OLD = '# mine\nvoice:\n  rate: 100\n';
/** A folder of ours on it. */
function folderOn({ path }: SmallDisk): string {
  const folder = join(path, 'ask-nix');
  mkdirSync(folder, { recursive: true });
  return folder;
}

const change = [{ path: 'voice.rate', value: 200 }];

it('on a full disk nothing is half written, and it is told', async () => {
  using disk = new SmallDisk(256);
  const file = join(folderOn(disk), 'config.yaml');
  writeFileSync(file, OLD);
  const outcomes: string[] = [];
  for (let blocks = 0; blocks < 8; blocks++) {
    disk.fill(blocks);
    const before = readFileSync(file, 'utf8');
    const value = 200 + blocks;
    try {
      await changeSettings(file, [{ path: 'voice.rate', value }]);
      outcomes.push('written');
      expect(readFileSync(file, 'utf8')).toBe(`# mine\nvoice:\n  rate: ${value}\n`);
    } catch (error) {
      outcomes.push((error as Error).message);
      expect(readFileSync(file, 'utf8')).toBe(before);
    }
    const beside = readdirSync(folderOn(disk)).filter((name) => name !== 'backups');
    expect(beside, `with ${blocks} blocks`).toEqual(['config.yaml']);
  }
  expect(outcomes[0]).toMatch(/disk is full.*Nothing was changed/);
  expect(outcomes.at(-1)).toBe('written');
  disk.free();
  await changeSettings(file, [{ path: 'voice.rate', value: 300 }]);
  await rollbackSettings(file);
  expect(readFileSync(file, 'utf8')).toBe('# mine\nvoice:\n  rate: 207\n');
});

it('where nothing can be written it is told, and older settings hold all the same', async () => {
  using disk = new SmallDisk(256);
  const file = join(folderOn(disk), 'config.yaml');
  writeFileSync(file, 'voice:\n  voice: en-gb\n');
  disk.remount('ro');
  await expect(changeSettings(file, change)).rejects.toMatchObject({
    code: 'unwritable',
    message: expect.stringMatching(/only be read/),
  });
  const told: string[] = [];
  const config = await loadConfig(file, {}, {}, (sentence) => void told.push(sentence));
  expect(config.voice).toMatchObject({ name: 'en-gb' });
  expect(told).toEqual([expect.stringMatching(/older version.*could not be written anew.*only be read/)]);
});

it('killed at any moment, the file is one of the two, whole, and the next change goes through', async () => {
  using folder = new SettingsFolder(OLD);
  const program = join(import.meta.dirname, '..', 'programs', 'change-settings.ts');
  const values = Array.from({ length: 400 }, (_, at) => String(101 + at));
  for (let kill = 0; kill < 25; kill++) {
    const child = spawn(process.execPath, [program, folder.file, 'voice.rate', ...values], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, kill * 7));
    child.kill('SIGKILL');
    await ended;
    expect(Config.safeParse(await loadConfig(folder.file, {}, {})).success).toBe(true);
    expect(folder.text).toMatch(/^# mine\nvoice:\n {2}rate: \d{2,3}\n$/);
    await changeSettings(folder.file, [{ path: 'voice.rate', value: 90 + kill }]);
    expect(folder.text).toBe(`# mine\nvoice:\n  rate: ${90 + kill}\n`);
  }
  expect(folder.names.filter((name) => name.endsWith('.new'))).toEqual([]);
});

it('a writer that holds on for too long is named', async () => {
  using folder = new SettingsFolder(OLD);
  writeFileSync(join(folder.path, 'ask-nix', '.config.lock'), String(process.pid));
  await expect(changeSettings(folder.file, change)).rejects.toMatchObject({
    code: 'unwritable',
    message: expect.stringContaining(`Process ${process.pid} is changing the settings`),
  });
});
