import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './run.ts';

/** Makes packages available from a binary cache that is a folder of this machine, and takes them out of the store. */
export async function offerInCache(
  root: string,
  packages: readonly string[],
  environment: Record<string, string>,
): Promise<void> {
  const cache = `file://${join(root, 'cache')}`;
  const attributes = packages.flatMap((name) => ['-A', name]);
  const built = await mustRun(['nix-build', '--no-out-link', '<nixpkgs>', ...attributes], environment);
  const paths = built.trim().split('\n');
  await mustRun(['nix', 'copy', '--to', cache, ...paths], environment);
  await mustRun(['nix-store', '--delete', ...paths], environment);
  appendFileSync(join(root, 'etc/nix/nix.conf'), `substituters = ${cache}\nrequire-sigs = false\n`);
}
