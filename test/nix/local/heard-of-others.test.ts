import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLock } from '#base/lock-file.ts';
import { helperClient } from '#nix/privileged/helper-client.ts';
import { MEMBER } from '../../helper/helper-process.ts';
import { Person, UNPRIVILEGED } from '../../machine/run.ts';
import { heard } from './heard.ts';
import { install, type LocalFixture, local, openLocal } from './local-fixture.ts';
import { managedText, service } from './outcomes.ts';

const VERSION = 'the Nix daemon speaks a version that I do not understand. Update ask-nix, or Nix';

describe('others of whom a real system is asked', () => {
  let fixture: LocalFixture;
  beforeAll(async () => {
    fixture = await local();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  it.each([
    [
      'hangs up',
      (socket: Socket) => void socket.end(),
      'the Nix daemon does not let me ask. To hear why, type: ask-nix doctor',
    ],
    ['is of long ago', greeting(0x10a), VERSION],
    ['is of a time to come', greeting(0x2_00), VERSION],
    ['is none', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), VERSION],
  ])('a daemon that %s', async (_, meet, why) => {
    const socket = join(fixture.mini.places.state, 'daemon-socket/socket');
    renameSync(socket, `${socket}.away`);
    const server = createServer((one) => meet(one.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    try {
      const nix = await fixture.again();
      expect(await heard(nix, { intent: 'verify_store' })).toBe(`That failed: ${why}. Nothing was changed.`);
      expect(await heard(nix, { intent: 'health_check' })).toContain(`Nothing can be changed: ${why}.`);
      expect(await heard(nix, { intent: 'list_generations' })).toMatch(/^Three generations/);
    } finally {
      server.close();
      renameSync(`${socket}.away`, socket);
    }
  });

  it('systemd that does not answer is no daemon of Nix', async () => {
    const systemctl = join(fixture.mini.root, 'bin/systemctl');
    chmodSync(systemctl, 0o000);
    renameSync(systemctl, `${systemctl}.away`);
    try {
      const { nix } = fixture;
      expect(await heard(nix, { intent: 'service_status', service: fixture.runs })).toBe(
        'That failed: nobody tells how services are. To hear whether systemd answers, type: ask-nix doctor. Nothing was changed.',
      );
      expect(await heard(nix, { intent: 'health_check' })).toMatch(/^Nobody tells how services are\./);
    } finally {
      renameSync(`${systemctl}.away`, systemctl);
      chmodSync(systemctl, 0o755);
    }
  });

  it('a helper that goes away, or was never there, is none either', async () => {
    const path = join(fixture.mini.root, 'run/helper.sock');
    const server = createServer((socket) => void socket.on('error', () => {}).end());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const nix = await openLocal(fixture.mini, helperClient(path));
    const stop = service('service_stop', 'nginx');
    const said = 'That failed: the root helper does not answer me. To hear why, type: ask-nix doctor.';
    // It may have heard what it was asked for.
    expect(await heard(nix, stop)).toBe(
      `${said} I cannot tell whether it was all put back. Say system info to look.`,
    );
    server.close();
    expect(await heard(nix, stop)).toBe(`${said} Nothing was changed.`);
    expect(await heard(nix, { intent: 'health_check' })).toMatch(
      /^Nothing can be changed: the root helper does not answer me\./,
    );
    rmSync(join(fixture.mini.root, 'home/.local/state/ask-nix/local/pending.json'));
  });

  it('another process that changes it is waited for', async () => {
    const lock = takeLock(join(fixture.mini.root, 'home/.local/state/ask-nix/local/lock'));
    if ('heldBy' in lock) throw new Error('held');
    using _held = lock;
    expect(await heard(fixture.nix, install('jq'))).toBe(
      'Another change is under way. Try again when it is over. Nothing was changed.',
    );
  });

  it('a configuration that is not there, and a managed file of a later version', async () => {
    const { configuration } = fixture.mini.places;
    renameSync(configuration, `${configuration}.away`);
    try {
      expect(await heard(fixture.nix, install('jq'))).toBe(
        'That failed: there is no configuration where it should be. Type: ask-nix config set nix.places.configuration, and its folder. Nothing was changed.',
      );
      expect(await heard(fixture.nix, { intent: 'health_check' })).toMatch(
        /^Nothing can be changed: there is no configuration where it should be\./,
      );
    } finally {
      renameSync(`${configuration}.away`, configuration);
    }
    const before = managedText(configuration) ?? '';
    writeFileSync(join(configuration, 'ask-nix.json'), '{"version": 7, "packages": {"vim": "newest"}}');
    expect(await heard(fixture.nix, install('jq'))).toBe(
      'That failed: ask-nix.json was written by a newer version of ask-nix. Update ask-nix, or put back the file that it had before. Nothing was changed.',
    );
    expect(await heard(fixture.nix, { intent: 'health_check' })).toMatch(
      /^Nothing can be changed: ask-nix\.json was written by a newer version of ask-nix\./,
    );
    writeFileSync(join(configuration, 'ask-nix.json'), before);
  });

  it('a machine that has no NixOS at all', async () => {
    const { mini } = fixture;
    const at = (name: string) => join(mini.root, 'nowhere', name);
    const places = { ...mini.places, store: at('store'), state: at('state'), run: at('run') };
    const nix = await openLocal({ ...mini, places }, undefined);
    const said = `That did not work. There is no NixOS here: ${at('state')}/profiles/system has no generations. Say use the practice system, to try things out.`;
    for (const request of [install('jq'), { intent: 'disk_usage' }, { intent: 'list_generations' }] as const)
      expect(await heard(nix, request)).toBe(said);
  });

  it('who may not read the database hears what the daemon tells, and that a list is old, from the program as a whole', async () => {
    const { root, places, environment } = fixture.mini;
    using person = new Person();
    const settings = join(person.home, 'config/ask-nix');
    mkdirSync(settings, { recursive: true });
    const nix = { kind: 'local', places, systemctl: join(root, 'bin/systemctl') };
    const catalogue = { kind: 'file', file: join(person.home, 'not-made-yet.json') };
    writeFileSync(join(settings, 'config.yaml'), JSON.stringify({ nix, catalogue }));
    const { NIX_PATH, PATH } = environment;
    const ask = (...text: string[]) =>
      person.run(text, { through: UNPRIVILEGED, environment: { NIX_PATH, PATH } });
    const database = join(places.state, 'db');
    chownSync(database, MEMBER.uid, MEMBER.gid);
    chmodSync(database, 0o700);
    try {
      const usage = await ask('disk', 'usage');
      expect(usage.out).toMatch(
        /^\d.* are free\. The store takes \d+ kilobytes, with three generations\.( \d+ \w+ of it is garbage\.|$)?/,
      );
      expect(usage).toMatchObject({ exit: 0, err: '' });
      expect((await ask('install', 'quux')).out).toContain(
        'My list of packages is not the newest. To hear why, type: ask-nix doctor.',
      );
    } finally {
      chmodSync(database, 0o755);
      chownSync(database, 0, 0);
    }
    const profile = join(places.state, 'profiles/system');
    renameSync(profile, `${profile}.away`);
    try {
      expect(await ask('install', 'jq')).toMatchObject({
        exit: 1,
        out: expect.stringMatching(
          /^That did not work\. The system profile .* leads to no system\. Type, as root: nix-env /,
        ),
      });
    } finally {
      renameSync(`${profile}.away`, profile);
    }
  });
});

describe('a lock that a killed git has left', () => {
  let fixture: LocalFixture;
  beforeAll(async () => {
    fixture = await local({ inputs: 'flake' });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  it('is told and left where git is needed, and else is in nobody’s way', async () => {
    const { configuration } = fixture.mini.places;
    const lock = join(configuration, '.git/index.lock');
    const git = (...argv: string[]) => spawnSync('git', ['-C', configuration, ...argv]);
    git('rm', '-q', '--cached', 'ask-nix.json');
    const before = managedText(configuration);
    writeFileSync(lock, '');
    expect(await heard(fixture.nix, install('jq'))).toBe(
      'That failed: Git is at work in your configuration, or was killed there and left index.lock. Wait for it; if none runs, delete that file. Nothing was changed.',
    );
    expect([managedText(configuration), existsSync(lock)]).toEqual([before, true]);
    rmSync(lock);
    git('add', '-N', 'ask-nix.json');
    writeFileSync(lock, '');
    expect(await heard(fixture.nix, install('jq'))).toMatch(/^Done\. Jq is installed/);
    expect(existsSync(lock)).toBe(true);
  });
});

/** Of a daemon, with the protocol that it says it speaks. */
function greeting(version: number): (socket: Socket) => void {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(0x6478696fn, 0);
  bytes.writeBigUInt64LE(BigInt(version), 8);
  return (socket) => void socket.write(bytes);
}
