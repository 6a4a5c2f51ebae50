import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { NixError } from '#base/errors.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { NixOptions } from '#nix/nix.ts';
import { openNix } from '#nix/systems/index.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { killWithinChange } from './kill-within-change.ts';
import { catalogue, install, practice } from './practice-fixture.ts';

const profiles = 'nix/var/nix/profiles';

describe('a damaged practice system', () => {
  const damages: readonly [string, (directory: string) => Promise<unknown>][] = [
    ['no profiles', (directory) => rm(join(directory, profiles), { recursive: true })],
    [
      'neither a store nor a configuration',
      async (directory) => {
        await rm(join(directory, 'nix/store'), { recursive: true });
        await rm(join(directory, 'etc/nixos/ask-nix.json'));
      },
    ],
  ];
  it.each(damages)('is refused with what to do, and left alone: %s', async (_, damage) => {
    await using fixture = await practice();
    await damage(fixture.directory);
    const before = await readdir(fixture.directory);
    const error = await fixture.again().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NixError);
    expect(error).toMatchObject({ code: 'bad-state' });
    expect((error as Error).message).toMatch(/move .*away/i);
    expect(await readdir(fixture.directory)).toEqual(before);
  });

  it('plans nothing from a configuration it cannot read', async () => {
    await using fixture = await practice();
    for (const text of [
      '',
      '{',
      '{"packages":["../../etc"],"revision":1}',
      '{"packages":[1],"revision":"x"}',
    ]) {
      await writeFile(join(fixture.directory, 'etc/nixos/ask-nix.json'), text);
      await expect(fixture.nix.plan([install('firefox')], never)).rejects.toMatchObject({
        code: 'bad-state',
      });
    }
  });

  it('names a package of the configuration that nobody has', async () => {
    await using fixture = await practice();
    await writeFile(
      join(fixture.directory, 'etc/nixos/ask-nix.json'),
      JSON.stringify({ packages: ['nonesuch'], revision: 1 }),
    );
    const planned = await fixture.nix.plan([{ intent: 'rebuild', action: 'switch' }], never);
    expect(planned).toMatchObject({ answer: { type: 'no-such-package', attribute: 'nonesuch' } });
  });

  it('leaves out an older generation whose toplevel is gone', async () => {
    await using fixture = await practice();
    await rm(join(fixture.directory, profiles, 'system-40-link'));
    await symlink('../../../store/gone', join(fixture.directory, profiles, 'system-40-link'));
    const { generations } = await (await fixture.again()).facts(never);
    expect(generations.map(({ number }) => number)).not.toContain(40);
  });

  it.each([
    ['a file', (path: string) => writeFile(path, 'hello')],
    [
      'a folder with other things',
      async (path: string) => {
        await mkdir(path);
        await writeFile(join(path, 'thesis.txt'), 'hello');
      },
    ],
  ])('does not touch %s that is in its place', async (_, make) => {
    await using fixture = await practice();
    const path = `${fixture.directory}-other`;
    await make(path);
    const opening = openNix(NixOptions.parse({ kind: 'practice' }), {
      clock: systemClock,
      ...catalogue,
      directory: path,
    });
    await expect(opening).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('says when its folder cannot be made', async () => {
    await using fixture = await practice();
    const directory = join(fixture.directory, 'practice.json', 'below-a-file');
    const opening = openNix(NixOptions.parse({ kind: 'practice' }), {
      clock: systemClock,
      ...catalogue,
      directory,
    });
    await expect(opening).rejects.toMatchObject({ code: 'unwritable' });
  });

  it('writes no program outside of its folder, whatever a catalogue says', async () => {
    const hostile = packageIndex([
      {
        attribute: 'evil',
        version: '1',
        description: 'Bad',
        programs: ['../../escaped', '/tmp/ask-nix-escaped', '.hidden', 'a b', 'good'],
        spoken: [],
        keywords: [],
        downloadBytes: 1,
        diskBytes: 1,
      },
    ]);
    await using fixture = await practice();
    const directory = `${fixture.directory}-hostile`;
    const nix = await openNix(NixOptions.parse({ kind: 'practice' }), {
      clock: fixture.clock,
      ...catalogue,
      packages: hostile,
      directory,
    });
    await answerOf(nix, await planOf(nix, install('evil')));
    const store = await readdir(join(directory, 'nix/store'));
    const path = store.find((name) => name.endsWith('-evil-1')) ?? '';
    expect(await readdir(join(directory, 'nix/store', path, 'bin'))).toEqual(['good']);
  });
});

describe('a killed change', () => {
  it('leaves a system that opens and is whole', { timeout: 30_000 }, async () => {
    await using fixture = await practice();
    for (const afterMs of [5, 40, 140]) await killWithinChange(fixture, afterMs);
  });
});
