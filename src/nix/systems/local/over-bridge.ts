import type { ActivityRecord } from '../../activity.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import { flakeReference } from '../../evaluation/evaluate-argv.ts';
import type { BridgeOutcome } from '../../rebuild/bridge/bridge.ts';
import { findRebuildModule } from '../../rebuild/bridge/find-module.ts';
import { openBridge } from '../../rebuild/bridge/open-bridge.ts';
import type { LocalSystem } from './local-system.ts';

/**
 * Has nixos-rebuild-ng build the configuration as it is, for whom prefers it. What came of it is for the native way to
 * see, which finds built what is built; undefined: it has to do all of it.
 */
export async function buildOverBridge(
  { builder, environment, places, hostName: host }: LocalSystem,
  onRecord: (record: ActivityRecord) => void,
  signal: AbortSignal,
): Promise<Exclude<BridgeOutcome<string>, { type: 'unavailable' }> | undefined> {
  if (builder === 'native') return undefined;
  const found = await findRebuildModule({
    modulePath: environment.NIXOS_REBUILD_MODULE_PATH,
    run: places.run,
  });
  if (!found) return undefined;
  const { configuration } = places;
  const kind = configurationKind(configuration);
  const build =
    kind.kind === 'flake' ? { flake: { reference: flakeReference(kind, configuration), host } } : {};
  await using bridge = openBridge(found, environment);
  const outcome = await bridge.build(build, (text) => onRecord({ type: 'line', text }), signal);
  return outcome.type === 'unavailable' ? undefined : outcome;
}
