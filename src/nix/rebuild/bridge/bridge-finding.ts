import type { Bridge, BridgeTrouble } from './bridge.ts';
import type { RebuildModule } from './find-module.ts';

/** How the bridge is, for doctor. Whatever it is, rebuilding works: the native way needs none of it. */
export interface BridgeFinding {
  status: 'ok' | 'degraded';
  /** One sentence each. */
  message: string;
  remedy?: string;
}

/** Python is started and asked for the functions that we use. `wanted`: the settings say that builds go over it. */
export async function bridgeFinding(
  found: RebuildModule | undefined,
  open: (found: RebuildModule) => Bridge,
  wanted: boolean,
  signal: AbortSignal,
): Promise<BridgeFinding> {
  if (!found)
    return wanted
      ? degraded('nixos-rebuild-ng is not found', 'Set NIXOS_REBUILD_MODULE_PATH to where it is')
      : { status: 'ok', message: 'nixos-rebuild-ng is not found, and not needed.' };
  await using bridge = open(found);
  const outcome = await bridge.functions(signal);
  if (outcome.type !== 'done') {
    const why = outcome.type === 'unavailable' ? TROUBLES[outcome.why] : TROUBLES.died;
    return unusable(`nixos-rebuild-ng is in ${found.packages}, but ${why}`, wanted);
  }
  const builds = ['build', 'nixos_build'].some((name) => outcome.value.includes(name));
  if (!builds)
    return unusable(
      `nixos-rebuild-ng in ${found.packages} has no function to build with that I know`,
      wanted,
    );
  const use = wanted ? 'builds go over it' : 'builds do not go over it, as is best';
  return { status: 'ok', message: `nixos-rebuild-ng is in ${found.packages}, and ${use}.` };
}

const TROUBLES: Readonly<Record<BridgeTrouble, string>> = {
  'not-started': 'its Python cannot be started',
  died: 'it cannot be imported',
  hangs: 'it does not answer',
  garbage: 'it answers with what is no answer',
  'unknown-shape': 'it is not as I know it',
};

function unusable(message: string, wanted: boolean): BridgeFinding {
  return wanted
    ? degraded(message, 'Builds go the native way; turn the bridge off to be rid of this')
    : { status: 'ok', message: `${message}; it is not needed.` };
}

function degraded(message: string, remedy: string): BridgeFinding {
  return { status: 'degraded', message: `${message}.`, remedy: `${remedy}.` };
}
