import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { systemProfile } from '#nix/places.ts';
import { bridgeFinding } from '#nix/rebuild/bridge/bridge-finding.ts';
import type { RebuildModule } from '#nix/rebuild/bridge/find-module.ts';
import { openBridge } from '#nix/rebuild/bridge/open-bridge.ts';
import { writeManaged } from '../../../mini-nixos/folders.ts';
import { type MiniSystem, miniSystem } from '../../mini-system.ts';

const PROGRAMS = join(import.meta.dirname, '../../../programs');
const module: RebuildModule = { packages: PROGRAMS, interpreter: '/usr/bin/python3', foundBy: 'environment' };
const never = new AbortController().signal;
const quietly = () => {};
const LIMITS = { buildMs: 20_000, otherMs: 10_000, restMs: 10_000 };

let mini: MiniSystem;
beforeAll(async () => {
  mini = await miniSystem();
});
afterAll(() => mini[Symbol.asyncDispose]());

const opened = (standIn: string, limits = LIMITS, from = module) =>
  openBridge(from, { ...mini.environment, STAND_IN: standIn }, limits);

describe('a build over the bridge', () => {
  test.each(['keywords', 'renamed', 'mappings', 'elevate'])(
    'works with signatures as in “%s”',
    async (kind) => {
      await using bridge = opened(kind);
      const current = readFileSync(join(mini.root, 'run/current-system/nixos-version'), 'utf8');
      const outcome = await bridge.build({}, quietly, never);
      expect(outcome).toEqual({ type: 'done', value: expect.stringContaining('/nix/store/') });
      const system = outcome.type === 'done' ? outcome.value : '';
      expect(readFileSync(join(system, 'nixos-version'), 'utf8')).toBe(current);
    },
  );

  it('tells what Nix says meanwhile, and why it says no', async () => {
    await using bridge = opened('mappings');
    const before = readFileSync(join(mini.root, 'etc/nixos/ask-nix.json'));
    writeManaged(join(mini.root, 'etc/nixos'), { packages: ['unfree'] });
    const lines: string[] = [];
    const outcome = await bridge.build({}, (line) => lines.push(line), never);
    writeFileSync(join(mini.root, 'etc/nixos/ask-nix.json'), before);
    expect(outcome).toMatchObject({ type: 'failed', exitCode: 1 });
    expect(lines.join('\n')).toContain('unfree');
    expect(outcome.type === 'failed' && outcome.output).toBe(lines.join('\n'));
    // It lives on, for the next one.
    expect(await bridge.functions(never)).toMatchObject({ type: 'done' });
  });

  it('is not mistaken for what the package prints', async () => {
    for (const kind of ['prints', 'writes-to-1']) {
      await using bridge = opened(kind);
      expect(await bridge.build({}, quietly, never)).toMatchObject({ type: 'done' });
    }
  });

  it('can be broken off at once or later, which ends what Nix is at; then it works again', async () => {
    await using bridge = opened('mappings');
    const before = readFileSync(join(mini.root, 'etc/nixos/ask-nix.json'));
    writeManaged(join(mini.root, 'etc/nixos'), { packages: ['slow'] });
    for (const sign of ['', 'building ']) {
      const stopped = new AbortController();
      const onLine = (line: string) => line.includes(sign) && stopped.abort(new Error('enough'));
      const building = bridge.build({}, onLine, stopped.signal);
      if (sign === '') stopped.abort(new Error('enough'));
      await expect(building).rejects.toThrow('enough');
      await expect.poll(() => programsOn(mini.root, 'nix-build')).toEqual([]);
    }
    writeFileSync(join(mini.root, 'etc/nixos/ask-nix.json'), before);
    expect(await bridge.build({}, quietly, never)).toMatchObject({ type: 'done' });
  });

  it('takes no host that a flake can have no system for', async () => {
    await using bridge = opened('mappings');
    const flake = { reference: 'path:/etc/nixos', host: 'x".drvPath "' };
    expect(() => bridge.build({ flake }, quietly, never)).toThrow('is no name');
  });
});

test('it lists generations as the machine has them', async () => {
  await using bridge = opened('mappings');
  const outcome = await bridge.listGenerations(systemProfile(mini.places), never);
  expect(outcome).toMatchObject({
    type: 'done',
    value: [
      { generation: 3, current: true, configurationRevision: expect.stringMatching(/^0123456789abcdef/) },
      { generation: 2, current: false },
      { generation: 1, current: false },
    ],
  });
});

describe('a bridge of no use says why, and nobody waits for it', () => {
  const cases = [
    ['not-started', 'mappings', { ...module, interpreter: '/no/such/python3' }],
    ['died', 'mappings', { ...module, packages: '/no/such/folder' }],
    ['died', 'no-import', module],
    ['died', 'dies', module],
    ['hangs', 'hangs', module],
    ['garbage', 'mappings', { ...module, interpreter: join(PROGRAMS, 'interpreter-of-garbage.sh') }],
    ['unknown-shape', 'unknown', module],
    ['unknown-shape', 'empty', module],
    ['unknown-shape', 'odd', module],
    ['unknown-shape', 'raises', module],
    ['unknown-shape', 'newer-nix', module],
  ] as const;
  test.each(cases)('%s: %s', async (why, kind, from) => {
    await using bridge = opened(kind, { ...LIMITS, buildMs: kind === 'hangs' ? 400 : 20_000 }, from);
    expect(await bridge.build({}, quietly, never)).toMatchObject({ type: 'unavailable', why });
  });

  it('and starts again after it died', async () => {
    await using bridge = opened('dies');
    expect(await bridge.functions(never)).toMatchObject({ type: 'unavailable', why: 'died' });
    await sleep(1);
    expect(await bridge.functions(never)).toMatchObject({ type: 'unavailable', why: 'died' });
  });
});

describe('doctor', () => {
  const find = (kind: string, from: RebuildModule | undefined, wanted: boolean) =>
    bridgeFinding(from, (found) => opened(kind, LIMITS, found), wanted, never);

  it('is content with what is not there and not wanted', async () => {
    expect(await find('mappings', undefined, false)).toMatchObject({ status: 'ok' });
    expect(await find('mappings', module, false)).toMatchObject({ status: 'ok' });
    expect(await find('dies', module, false)).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/cannot be imported/),
    });
  });

  it('tells when builds shall go over it and cannot', async () => {
    expect(await find('mappings', undefined, true)).toMatchObject({
      status: 'degraded',
      remedy: expect.stringMatching(/NIXOS_REBUILD_MODULE_PATH/),
    });
    expect(await find('mappings', module, true)).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/builds go over it/),
    });
    expect(await find('no-import', module, true)).toMatchObject({ status: 'degraded' });
    expect(await find('empty', module, true)).toMatchObject({
      status: 'degraded',
      message: expect.stringMatching(/no function/),
    });
  });
});

/** Processes of that name whose home is on the system below `root`. */
function programsOn(root: string, name: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return argv.startsWith(name) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${root}/`);
    } catch {
      return false;
    }
  });
}
