import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Registry = z.object({
  flakes: z.array(
    z.object({
      from: z.object({ type: z.string(), id: z.string().optional() }),
      to: z.object({ type: z.string(), rev: z.string().optional(), narHash: z.string().optional() }),
    }),
  ),
});

/**
 * Whether the flake registry of this machine or person says which nixpkgs `nixpkgs#…` is: one that is on this machine, or
 * one revision. Else asking for it goes online, and gives another than the system has.
 */
export function isNixpkgsPinned(environment: Readonly<Record<string, string>>): boolean {
  const { HOME = '/', XDG_CONFIG_HOME = join(HOME, '.config'), NIX_CONF_DIR = '/etc/nix' } = environment;
  for (const folder of [join(XDG_CONFIG_HOME, 'nix'), NIX_CONF_DIR]) {
    const flakes = readRegistry(join(folder, 'registry.json'));
    const found = flakes.find(({ from }) => from.type === 'indirect' && from.id === 'nixpkgs');
    if (found) return found.to.type === 'path' || Boolean(found.to.rev ?? found.to.narHash);
  }
  return false;
}

function readRegistry(file: string): z.infer<typeof Registry>['flakes'] {
  try {
    return Registry.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data?.flakes ?? [];
  } catch {
    return [];
  }
}
