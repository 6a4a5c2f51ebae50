import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '#base/errors.ts';
import { pathsFrom } from '#config/paths.ts';
import { checkFiles } from '#doctor/check-files.ts';
import { checkKeys, checkRecorder } from '#doctor/check-hearing.ts';
import { checkDisk, checkNode } from '#doctor/check-machine.ts';
import { type Checks, examine } from '#doctor/examine.ts';
import { CHECKS, type Finding, ok, overall } from '#doctor/finding.ts';

const never = new AbortController().signal;
const allWell = Object.fromEntries(CHECKS.map((name) => [name, () => ok('Fine.')])) as unknown as Checks;

async function all(checks: Checks): Promise<Finding[]> {
  return Array.fromAsync(examine(checks, never));
}

describe('an examination', () => {
  test('looks at everything, in one order', async () => {
    expect((await all(allWell)).map(({ check }) => check)).toEqual([...CHECKS]);
  });

  test('goes on after what failed, and splits what is wrong from what to do', async () => {
    const wrong = () => {
      throw new ConfigError('bad-settings', 'Line 3 is wrong. Correct it.');
    };
    const findings = await all({ ...allWell, settings: wrong });
    expect(findings).toHaveLength(CHECKS.length);
    expect(findings.find(({ check }) => check === 'settings')).toEqual({
      check: 'settings',
      status: 'failed',
      message: 'Line 3 is wrong.',
      remedy: 'Correct it.',
    });
    expect(overall(findings)).toBe('failed');
  });

  test('a bug of ours is no finding', async () => {
    const bug = () => {
      throw new TypeError('ours');
    };
    await expect(all({ ...allWell, disk: bug })).rejects.toThrow('ours');
  });

  test.each([
    ['ok', ['ok', 'ok']],
    ['degraded', ['ok', 'degraded']],
    ['failed', ['failed', 'degraded', 'ok']],
  ] as const)('is %s for %j', (whole, parts) => {
    expect(overall(parts.map((status) => ({ check: 'node', status, message: '' })))).toBe(whole);
  });
});

describe('one check', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ask-nix-doctor-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['24.1.0', 'ok'],
    ['26.0.0', 'ok'],
    ['20.11.1', 'failed'],
  ])('Node %s is %s', (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });

  test('the disk is looked at where the state will be, though the folder is not there yet', async () => {
    expect((await checkDisk(join(folder, 'not', 'yet'))).message).toMatch(/are free/);
  });

  test('folders of our own that others may write in are told, with a remedy', async () => {
    const paths = pathsFrom({ XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder });
    expect((await checkFiles(paths, process.getuid?.())).status).toBe('ok');
    await mkdir(paths.state, { recursive: true });
    await chmod(paths.state, 0o777);
    const found = await checkFiles(paths, process.getuid?.());
    expect(found.status).toBe('degraded');
    expect(found.remedy).toContain(`chmod go-w ${paths.state}`);
  });

  test('a file where our folder should be is a failure', async () => {
    const paths = pathsFrom({ XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder });
    await writeFile(paths.state, '');
    expect((await checkFiles(paths, process.getuid?.())).status).toBe('failed');
  });

  test('microphones are told with the numbers by which they are chosen', () => {
    const found = [
      { id: 'a', name: 'Blue Yeti', isDefault: false, recorder: 'parec' },
      { id: 'b', name: 'Built-in microphone', isDefault: true, recorder: 'parec' },
    ] as const;
    const device = { kind: 'device', recorder: 'auto' } as const;
    expect(checkRecorder(device, found).message).toBe(
      'Microphones: 1. Blue Yeti; 2. Built-in microphone, the usual one.',
    );
    expect(checkRecorder(device, []).status).toBe('failed');
  });

  test('push-to-talk is not there yet', () => {
    expect([checkKeys('wake').status, checkKeys('talk').status]).toEqual(['ok', 'failed']);
  });
});
