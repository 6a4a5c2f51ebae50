import type { ActivityRecord } from '../../activity.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import { flakeReference } from '../../evaluation/evaluate-argv.ts';
import type { NixOptions } from '../../nix.ts';
import type { BridgeOutcome } from '../../rebuild/bridge/bridge.ts';
import { findRebuildModule } from '../../rebuild/bridge/find-module.ts';
import { type KeptBridge, keptBridge } from '../../rebuild/bridge/kept-bridge.ts';
import { openBridge } from '../../rebuild/bridge/open-bridge.ts';
import type { LocalSystem } from './local-system.ts';

/** What builds go over; undefined when they shall go the native way. Nothing starts before the first build. */
export function bridgeOf(
  { builder, places }: Pick<NixOptions, 'builder' | 'places'>,
  environment: LocalSystem['environment'],
): KeptBridge | undefined {
  if (builder === 'native') return undefined;
  const where = { modulePath: environment.NIXOS_REBUILD_MODULE_PATH, run: places.run };
  return keptBridge(
    () => findRebuildModule(where),
    (module) => openBridge(module, environment),
  );
}

/**
 * Has nixos-rebuild-ng build the configuration as it is, for whom prefers it. What came of it is for the native way to
 * see, which finds built what is built; undefined: it has to do all of it.
 */
export async function buildOverBridge(
  { bridge: kept, places, hostName: host }: LocalSystem,
  onRecord: (record: ActivityRecord) => void,
  signal: AbortSignal,
): Promise<Exclude<BridgeOutcome<string>, { type: 'unavailable' }> | undefined> {
  const bridge = await kept?.current();
  if (!bridge) return undefined;
  const { configuration } = places;
  const kind = configurationKind(configuration);
  const build =
    kind.kind === 'flake' ? { flake: { reference: flakeReference(kind, configuration), host } } : {};
  const outcome = await bridge.build(build, (text) => onRecord({ type: 'line', text }), signal);
  return outcome.type === 'unavailable' ? undefined : outcome;
}
