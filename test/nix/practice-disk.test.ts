import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceName } from '#nix/names.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { failingRead, failingRename } from './failing-disk.ts';
import { install, practice } from './practice-fixture.ts';

const hello = install('hello');
const stop: Request = { intent: 'service_stop', service: ServiceName.parse('cups') };
const status: Request = { intent: 'service_status', service: ServiceName.parse('cups') };

describe('a disk that fails within a change', () => {
  it.each([
    ['what runs now cannot be published', /current-system$/, 'ENOSPC', hello, 'made'],
    ['the configuration cannot be published', /ask-nix.json$/, 'EIO', hello, 'made'],
    ['the services cannot be published', /units.json$/, 'ENOSPC', stop, 'made'],
    ['it cannot be written down', /pending.json$/, 'EIO', hello, 'disk-failed'],
    ['a stop cannot be written down', /pending.json$/, 'EACCES', stop, 'unwritable'],
    ['its generation cannot be made', /system-44-link$/, 'EMFILE', hello, 'disk-failed'],
    ['the profile cannot be moved', /profiles.system$/, 'ENOSPC', hello, 'no-space'],
  ])('once, and %s: what is said is what came of it', async (_, file, code, request, outcome) => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, request);
    using _disk = failingRename(file, code);
    const answer = await answerOf(fixture.nix, plan);
    const isMade = outcome === 'made';
    if (isMade) expect(answer).toMatchObject({ type: 'done' });
    else expect(answer).toEqual({ type: 'failed', code: outcome, restored: true });
    for (const nix of [fixture.nix, await fixture.again()]) {
      expect((await nix.facts(never)).current).toBe(isMade && request === hello ? 44 : 43);
      expect(await answerOf(nix, await planOf(nix, status))).toMatchObject({
        state: isMade && request === stop ? 'stopped' : 'running',
      });
      expect(nix.repairs).toEqual([]);
    }
  });

  it('for good: it is not said that nothing was changed, and it is settled when the system is opened again', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, hello);
    {
      using _disk = failingRename(/current-system$/, 'EIO', Number.POSITIVE_INFINITY);
      expect(await answerOf(fixture.nix, plan)).toEqual({
        type: 'failed',
        code: 'disk-failed',
        restored: false,
      });
    }
    expect((await (await fixture.again()).facts(never)).current).toBe(44);
    expect(existsSync(join(fixture.directory, 'var/lib/ask-nix/pending.json'))).toBe(false);
  });

  it('in what is deleted along with the change: it is not said that nothing was changed', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, hello, { intent: 'collect_garbage' });
    using _disk = failingRename(/\.deleted-[^/]*$/, 'EBUSY');
    expect(await answerOf(fixture.nix, plan)).toEqual({
      type: 'failed',
      code: 'disk-failed',
      restored: false,
    });
    expect((await fixture.nix.facts(never)).current).toBe(44);
  });
});

it.each(['EMFILE', 'EACCES'])(
  'records that cannot be read for now (%s) are told, and not made anew',
  async (code) => {
    await using fixture = await practice();
    const folder = join(fixture.directory, 'etc/nixos');
    const before = readdirSync(folder);
    {
      using _disk = failingRead(/ask-nix\.json$/, code);
      await expect(fixture.again()).rejects.toMatchObject({
        code: 'unwritable',
        message: expect.stringMatching(/ask-nix\.json cannot be read: (too many files|that is not allowed)/),
      });
    }
    expect((await fixture.again()).repairs).toEqual([]);
    expect(readdirSync(folder)).toEqual(before);
  },
);
