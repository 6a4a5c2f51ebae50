import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrograms } from './release.ts';
import { mustRun } from './run.ts';

/** Makes root subscribe to a channel that is a file of this machine, and brings it in. */
export async function subscribe(root: string, environment: Record<string, string>): Promise<void> {
  writePrograms(join(root, 'nixpkgs/programs.sqlite'));
  await publishChannel(root, environment);
  const url = `file://${root}/channel/nixos-26.05/nixexprs.tar.xz`;
  writeFileSync(join(root, 'home/.nix-channels'), `${url} nixos\n`);
  await mustRun(['nix-channel', '--update'], environment);
}

/** The channel offers what nixpkgs is now. */
export async function publishChannel(root: string, environment: Record<string, string>): Promise<void> {
  const folder = join(root, 'channel/nixos-26.05');
  mkdirSync(folder, { recursive: true });
  const tarball = join(folder, 'nixexprs.tar.xz');
  rmSync(tarball, { force: true });
  const argv = ['tar', '-C', root, '--transform', 's,^nixpkgs,nixos-26.05,', '-cJf', tarball, 'nixpkgs'];
  await mustRun(argv, { ...environment, XZ_OPT: '-0' });
}
