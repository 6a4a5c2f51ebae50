import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logindScreen } from '#nix/services/logind.ts';
import { standInLogind } from './stand-in-logind.ts';
import { standInSystemd } from './stand-in-systemd.ts';

const never = new AbortController().signal;
const asker = { pid: process.pid, uid: 1000 };
const desktop = (LockedHint: boolean) => ({ Class: 'user', LockedHint });

describe('the screen of who asks', () => {
  it('is locked and unlocked as logind says at that moment', async () => {
    const logins = { c2: desktop(false) };
    await using logind = await standInLogind({ logins });
    const screen = logindScreen(logind.socket, { ...asker, login: 'c2' });
    expect(await screen.read(never)).toEqual({ type: 'unlocked', login: 'c2' });
    logins.c2.LockedHint = true;
    expect(await screen.read(never)).toEqual({ type: 'locked', login: 'c2' });
  });

  it('is that of the process, and of the desktop for a service of the user', async () => {
    const logins = {
      c2: desktop(true),
      ssh: desktop(false),
      services: { Class: 'manager', LockedHint: false },
    };
    await using fromElsewhere = await standInLogind({ logins, ofProcess: 'ssh', desktop: 'c2' });
    await using inTheBackground = await standInLogind({ logins, ofProcess: 'services', desktop: 'c2' });
    const read = (socket: string, login?: string) => logindScreen(socket, { ...asker, login }).read(never);
    expect(await read(fromElsewhere.socket)).toEqual({ type: 'unlocked', login: 'ssh' });
    expect(await read(fromElsewhere.socket, 'gone')).toEqual({ type: 'unlocked', login: 'ssh' });
    expect(await read(inTheBackground.socket, 'services')).toEqual({ type: 'locked', login: 'c2' });
  });

  it('is not known without a login session, without logind and without a bus', async () => {
    await using nobody = await standInLogind({ logins: {} });
    await using other = await standInSystemd({});
    for (const socket of [nobody.socket, other.socket, '/nowhere/socket'])
      expect(await logindScreen(socket, asker).read(never)).toMatchObject({ type: 'unknown' });
  });

  it('is not waited for long, and not at all by who has given up', async () => {
    const socket = join(tmpdir(), `ask-nix-silent-${process.pid}`);
    const silent = createServer(() => {}).listen(socket);
    const screen = logindScreen(socket, asker, 50);
    expect(await screen.read(never)).toEqual({ type: 'unknown', why: 'Logind does not answer in time.' });
    await expect(screen.read(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    silent.close();
  });
});
