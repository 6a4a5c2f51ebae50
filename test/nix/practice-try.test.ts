import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { NixOptions } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { openNix } from '#nix/systems/index.ts';
import { answerOf, planOf } from '../contracts/nix.ts';
import { catalogue, practice } from './practice-fixture.ts';

const trying = (name: string): Request => ({ intent: 'try_package', package: Attribute.parse(name) });

describe('what is tried', () => {
  it('is in one folder that stays, without what dead processes left there', async () => {
    await using fixture = await practice();
    const { clock, directory } = fixture;
    const folder = `${directory}-try`;
    const dead = join(folder, `of_${2 ** 22 + 1}_`);
    await mkdir(dead, { recursive: true });
    await mkdir(join(folder, 'bin'));
    await writeFile(join(dead, 'gone'), '');
    await symlink(join(dead, 'gone'), join(folder, 'bin/gone'));
    await writeFile(join(folder, 'bin/mine'), 'of the user');

    const open = (keep: boolean) =>
      openNix(NixOptions.parse({ kind: 'practice' }), {
        clock,
        ...catalogue,
        directory,
        tries: { folder, keep },
      });
    const one = await open(true);
    const other = await open(false);
    expect(await answerOf(one, await planOf(one, trying('cowsay')))).toMatchObject({
      folder: join(folder, 'bin'),
      kept: true,
    });
    const again = await answerOf(other, await planOf(other, trying('cowsay')));
    expect(again).toMatchObject({ folder: join(folder, 'bin') });
    expect(again).not.toHaveProperty('kept');
    expect(await readdir(join(folder, 'bin'))).toEqual(['cowsay', 'mine']);
    expect((await readdir(folder)).filter((name) => name.startsWith('of_'))).toHaveLength(1);
    await rm(folder, { recursive: true });
  });

  it('says when there is no place for it', async () => {
    await using fixture = await practice();
    const { clock, directory } = fixture;
    const folder = join(directory, 'practice.json', 'try');
    const nix = await openNix(NixOptions.parse({ kind: 'practice' }), {
      clock,
      ...catalogue,
      directory,
      tries: { folder, keep: false },
    });
    await expect(answerOf(nix, await planOf(nix, trying('cowsay')))).rejects.toMatchObject({
      code: 'unwritable',
    });
  });
});
