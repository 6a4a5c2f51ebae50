import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Request } from '#nix/request.ts';
import { eventsOf, never, planOf } from '../../contracts/nix.ts';
import { SmallDisk } from '../../machine/small-disk.ts';
import { heard } from './heard.ts';
import { install, type LocalFixture, local } from './local-fixture.ts';
import { answerTo, remove, service, stateOf } from './outcomes.ts';

const BACK: Request = { intent: 'rollback', target: { kind: 'number', number: 1 } };
const SEEN = { installed: ['coreutils', 'firefox', 'git', 'hello', 'vim'], current: 3 };

describe('a real system that is not as it should be', () => {
  let fixture: LocalFixture;
  const inState = (name: string) => join(fixture.mini.places.state, name);

  beforeAll(async () => {
    fixture = await local();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** Moves a file away, or puts another into its place, until it is disposed. */
  function instead(file: string, put: (file: string) => void = () => {}): Disposable {
    renameSync(file, `${file}.away`);
    put(file);
    return {
      [Symbol.dispose]() {
        rmSync(file, { force: true, recursive: true });
        renameSync(`${file}.away`, file);
      },
    };
  }

  it('says that there is no Nix, and is still looked at', async () => {
    const { mini } = fixture;
    const { PATH = '' } = mini.environment;
    mini.environment.PATH = '/nowhere';
    try {
      const nix = await fixture.again();
      expect(await heard(nix, install('jq'))).toBe(
        'That failed: Nix cannot be started here. Install it, or put it on the path, then type: ask-nix doctor. Nothing was changed.',
      );
      expect(await nix.facts(never)).toMatchObject(SEEN);
      expect(await answerTo(nix, { intent: 'disk_usage' })).toMatchObject({ deadBytes: expect.any(Number) });
    } finally {
      mini.environment.PATH = PATH;
    }
  });

  it.each([
    ['nobody at the daemon’s socket', () => {}],
    ['a file for a socket', (file: string) => writeFileSync(file, '')],
  ])('is looked at with %s, and not changed', async (_, put) => {
    const before = await stateOf(fixture);
    {
      using _socket = instead(inState('daemon-socket/socket'), put);
      const nix = await fixture.again();
      expect(await nix.facts(never)).toMatchObject(SEEN);
      expect(await answerTo(nix, { intent: 'health_check' })).toMatchObject({ type: 'health' });
      expect(await heard(nix, { intent: 'disk_usage' })).toMatch(
        /The store takes .* Nobody tells how much of it is garbage\. To hear why, type: ask-nix doctor\.$/,
      );
      for (const request of [install('jq'), { intent: 'verify_store' } as const])
        expect(await answerTo(nix, request)).toEqual({ type: 'failed', code: 'no-daemon', restored: true });
    }
    expect(await stateOf(fixture)).toEqual(before);
  });

  it('is read beside a daemon in the middle of its work', async () => {
    const { nix, mini } = fixture;
    const running = mini.run(
      'nix-store',
      '--realise',
      (await mini.run('nix-instantiate', '<nixpkgs>', '-A', 'slow')).stdout.trim(),
    );
    for (let look = 0; look < 5; look++)
      expect(await answerTo(nix, { intent: 'disk_usage' })).toMatchObject({ storeBytes: expect.any(Number) });
    expect((await running).exitCode).toBe(0);
  });

  it('says which link of its profile leads nowhere and what mends it, and tells what needs none', async () => {
    const profile = inState('profiles/system');
    using _link = instead(profile, (file) => symlinkSync('system-99-link', file));
    const { nix } = fixture;
    const mended = `That did not work. The system profile ${profile} leads to no system. Type, as root: nix-env -p ${profile} --switch-generation 3.`;
    for (const request of [install('jq'), BACK, { intent: 'system_info' } as const])
      expect(await heard(nix, request)).toBe(mended);
    await expect(nix.facts(never)).rejects.toMatchObject({ code: 'bad-state' });
    expect(await heard(nix, { intent: 'list_generations' })).toMatch(/^Three generations, newest first: 3, /);
    expect(await answerTo(nix, { intent: 'disk_usage' })).toMatchObject({ generations: 3 });
  });

  it('lists no generation whose system is gone, and does not return to it', async () => {
    using _link = instead(inState('profiles/system-1-link'), (file) =>
      symlinkSync(join(fixture.mini.places.store, '00000000000000000000000000000000-gone'), file),
    );
    const nix = await fixture.again();
    expect((await nix.facts(never)).generations.map(({ number }) => number)).toEqual([3, 2]);
    expect(await heard(nix, BACK)).toBe('There is no generation 1. There are generations 2 to 3.');
  });

  it('hears hostile names, and passes none on', async () => {
    const { nix } = fixture;
    for (const name of [
      '$(reboot)',
      'vim;reboot',
      '../../etc',
      '--option',
      'a"b',
      'a\nb',
      'pkgs.vim; builtins.abort "x"',
    ])
      for (const request of [install, remove].map((make) => hostile(make('vim'), name)))
        expect(await nix.plan([request], never)).toMatchObject({
          answer: { type: 'no-such-package', attribute: name },
        });
    const unit = { ...service('service_stop', 'nginx'), service: '-H evil' } as never;
    expect(await nix.plan([unit], never)).toMatchObject({ answer: { type: 'no-such-service' } });
  });

  it.each([
    ['what we keep of it', () => join(fixture.mini.root, 'home/.local/state/ask-nix/local')],
    ['its configuration', () => fixture.mini.places.configuration],
  ])('changes nothing when the disk of %s is full, or can only be read', async (_, folderOf) => {
    const folder = folderOf();
    using disk = new SmallDisk(256);
    mkdirSync(folder, { recursive: true });
    chmodSync(disk.path, 0o755);
    cpSync(folder, disk.path, { recursive: true });
    renameSync(folder, `${folder}.away`);
    symlinkSync(disk.path, folder);
    try {
      const before = await stateOf(fixture);
      const nix = await fixture.again();
      const plan = await planOf(nix, install('jq'));
      disk.fill(0);
      expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({
        ...{ type: 'failed', code: 'no-space', restored: true, freeableBytes: expect.any(Number) },
      });
      disk.free();
      disk.remount('ro');
      expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({
        type: 'failed',
        code: 'unwritable',
        restored: true,
      });
      disk.remount('rw');
      expect(await stateOf(fixture)).toEqual(before);
    } finally {
      rmSync(folder);
      renameSync(`${folder}.away`, folder);
    }
  });

  it.each(['var/log/ask-nix', 'var/lib/ask-nix-helper'])(
    'changes nothing when root has no room for its %s',
    async (name) => {
      const folder = join(fixture.mini.root, name);
      using disk = new SmallDisk(64);
      renameSync(folder, `${folder}.away`);
      symlinkSync(disk.path, folder);
      disk.fill(0);
      try {
        const before = await stateOf(fixture);
        expect(await heard(await fixture.again(), install('jq'))).toMatch(
          /^That failed: the disk is full\. Say collect garbage .* Nothing was changed\.$/,
        );
        expect(await stateOf(fixture)).toEqual(before);
      } finally {
        rmSync(folder);
        renameSync(`${folder}.away`, folder);
      }
    },
  );

  it.each([
    ['a database of another version', 'schema', '11'],
    ['a database that is none', 'db.sqlite', 'x'.repeat(9000)],
  ])('is looked at with %s, and not changed', async (_, name, text) => {
    const before = await stateOf(fixture);
    {
      using _folder = instead(inState('db'), (folder) => {
        cpSync(`${folder}.away`, folder, { recursive: true });
        // From the log of its changes SQLite would make the database whole again.
        for (const log of ['db.sqlite-wal', 'db.sqlite-shm']) rmSync(join(folder, log), { force: true });
        writeFileSync(join(folder, name), text);
      });
      const nix = await fixture.again();
      expect(await nix.facts(never)).toMatchObject(SEEN);
      for (const request of [install('jq'), { intent: 'verify_store' } as const])
        expect(await heard(nix, request)).toBe(
          'That failed: the state of the system is damaged. To hear more, type: ask-nix doctor. Nothing was changed.',
        );
      expect(await heard(nix, { intent: 'disk_usage' })).toMatch(/nobody tells how large the store is/);
    }
    expect(await stateOf(fixture)).toEqual(before);
  });
});

/** What no schema lets through. */
function hostile(request: Request, name: string): Request {
  return { ...request, package: name } as Request;
}
