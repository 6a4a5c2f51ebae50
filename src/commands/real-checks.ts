import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import type { CatalogueSource } from '#catalogue/sources/open-catalogue.ts';
import type { Paths } from '#config/paths.ts';
import { checkCatalogue } from '#doctor/check-catalogue.ts';
import { checkManaged } from '#doctor/check-managed.ts';
import {
  checkConfiguration,
  checkDaemon,
  checkServices,
  checkStore,
  noConfiguration,
} from '#doctor/check-nix.ts';
import { checkRights } from '#doctor/check-rights.ts';
import type { Checks } from '#doctor/examine.ts';
import type { RealCheckName } from '#doctor/finding.ts';
import { distrustOf, sayDistrust } from '#helper/trust.ts';
import { imported } from '#nix/configuration/imported.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { MANAGED_MODULE } from '#nix/managed-config.ts';
import type { NixOptions } from '#nix/nix.ts';
import { daemonSocket, systemBusSocket } from '#nix/places.ts';
import { bridgeFinding } from '#nix/rebuild/bridge/bridge-finding.ts';
import { findRebuildModule } from '#nix/rebuild/bridge/find-module.ts';
import { openBridge } from '#nix/rebuild/bridge/open-bridge.ts';
import { unitsBySystemctl } from '#nix/services/systemctl.ts';
import { unitsOverBus } from '#nix/services/systemd-bus.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import { realSystem } from '#real-system.ts';

/** What doctor looks at on a real system besides. */
export function realChecks(
  options: Extract<NixOptions, { kind: 'local' }>,
  paths: Paths,
  clock: Clock,
  openCatalogue: () => Promise<CatalogueSource | undefined>,
): Required<Pick<Checks, RealCheckName>> {
  const { places, systemctl, builder } = options;
  return {
    rights: async (signal) => {
      const { privileged } = await realSystem(options, paths, clock);
      return checkRights(privileged, (files) => distrusted(files, places.store), clock.now(), signal);
    },
    daemon: async (signal) => {
      await using daemon = openDaemon({ socket: daemonSocket(places), storeDir: places.store, clock });
      return await checkDaemon(daemon, signal);
    },
    store: () => {
      using database = storeDatabase(places);
      return checkStore(database);
    },
    services: (signal) =>
      checkServices(unitsOverBus(systemBusSocket(places)), unitsBySystemctl(systemctl), signal),
    configuration: () => {
      if (!existsSync(places.configuration)) return noConfiguration(places.configuration);
      const module = join(paths.home, 'nix', MANAGED_MODULE);
      return checkConfiguration(imported(places), module, distrusted([places.configuration], places.store));
    },
    managed: () => checkManaged(places),
    catalogue: async () => checkCatalogue((await openCatalogue())?.state(), clock.now()),
    builder: async (signal) => {
      const { environment } = await realSystem(options, paths, clock);
      const found = await findRebuildModule({
        modulePath: environment.NIXOS_REBUILD_MODULE_PATH,
        run: places.run,
      });
      const open = (module: NonNullable<typeof found>) => openBridge(module, environment);
      return bridgeFinding(found, open, builder !== 'native', signal);
    },
  };
}

/** The first that somebody besides root could change; where we may not even look, nobody but root can. */
function distrusted(files: readonly string[], store: string): string | undefined {
  for (const file of files) {
    try {
      const found = distrustOf([file], store);
      if (found) return sayDistrust(found);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    }
  }
  return undefined;
}
