import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unitReader } from '#nix/services/read-units.ts';
import { serviceLog } from '#nix/services/service-log.ts';
import { unitsBySystemctl } from '#nix/services/systemctl.ts';
import { unitsOverBus } from '#nix/services/systemd-bus.ts';
import { standInSystemd } from './stand-in-systemd.ts';

const never = new AbortController().signal;
const AT = Date.UTC(2026, 10, 25, 10, 20, 30);

async function program(text: string): Promise<{ path: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-program-'));
  const path = join(folder, 'program');
  await writeFile(path, `#!/bin/sh\n${text}`);
  await chmod(path, 0o755);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

describe('units over the bus', () => {
  it('are as systemd says', async () => {
    await using systemd = await standInSystemd({
      'sshd.service': { ActiveState: 'active', StateChangeTimestamp: AT * 1000 },
      'cups.service': { ActiveState: 'failed', StateChangeTimestamp: AT * 1000 },
      'docker.service': { ActiveState: 'inactive', StateChangeTimestamp: 0 },
    });
    expect(await unitsOverBus(systemd.socket).read(['sshd', 'cups', 'docker'], never)).toEqual([
      { state: 'running', since: AT },
      { state: 'failed', since: AT },
      { state: 'stopped' },
    ]);
  });

  it('are refused where nobody speaks for systemd', async () => {
    await using systemd = await standInSystemd({});
    await expect(unitsOverBus(systemd.socket).read(['sshd'], never)).rejects.toMatchObject({
      code: 'refused',
    });
    await expect(unitsOverBus('/nowhere/socket').read(['sshd'], never)).rejects.toMatchObject({
      code: 'not-installed',
    });
  });
});

describe('units by systemctl', () => {
  it('are as it prints', async () => {
    await using systemctl = await program(
      `printf 'ActiveState=active\\nStateChangeTimestamp=Wed 2026-11-25 10:20:30.000000 UTC\\n\\nActiveState=inactive\\nStateChangeTimestamp=\\n'`,
    );
    expect(await unitsBySystemctl(systemctl.path).read(['sshd', 'cups'], never)).toEqual([
      { state: 'running', since: AT },
      { state: 'stopped' },
    ]);
  });

  it('are refused when it fails, is missing or tells of others', async () => {
    await using failing = await program('exit 1');
    await using short = await program('echo ActiveState=active');
    for (const path of [failing.path, '/nowhere/systemctl'])
      await expect(unitsBySystemctl(path).read(['sshd'], never)).rejects.toMatchObject({
        code: 'no-services',
      });
    await expect(unitsBySystemctl(short.path).read(['sshd', 'cups'], never)).rejects.toThrow('1 services');
  });

  it('are asked for where there is no bus', async () => {
    await using systemctl = await program('echo ActiveState=active');
    const reader = unitReader({ run: '/nowhere' }, systemctl.path);
    expect(reader.by).toBe('systemctl');
    expect(await reader.read(['sshd'], never)).toEqual([{ state: 'running' }]);
  });
});

describe('the log of a service', () => {
  it('is newest first and plain, whatever was written', async () => {
    const lines = [
      { __REALTIME_TIMESTAMP: String(AT * 1000), MESSAGE: 'first' },
      { __REALTIME_TIMESTAMP: String(AT * 1000 + 5000), MESSAGE: [104, 105, 27, 91, 51, 49, 109] },
      { __REALTIME_TIMESTAMP: 'x', MESSAGE: 'no time' },
    ].map((entry) => JSON.stringify(entry));
    await using journalctl = await program(`cat <<'END'\n${lines.join('\n')}\n{"torn\nEND\n`);
    expect(await serviceLog(journalctl.path, 'sshd', never)).toEqual([
      { at: AT + 5, text: 'hi' },
      { at: AT, text: 'first' },
    ]);
  });

  it('is refused when it cannot be had', async () => {
    await expect(serviceLog('/nowhere/journalctl', 'sshd', never)).rejects.toMatchObject({
      code: 'no-services',
    });
  });
});
