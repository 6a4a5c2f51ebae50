import { unlistedPackage } from '#catalogue/unlisted-package.ts';
import type { Answer } from '../../answer.ts';
import type { Generation } from '../../generation.ts';
import { readOwnProfile } from '../../profiles/own-profile.ts';
import { providedBy } from '../../provided-by.ts';
import type { Request } from '../../request.ts';
import { compareGenerations } from './compare.ts';
import type { LocalSystem } from './local-system.ts';
import { healthOf } from './look-health.ts';
import { diskUsage, systemInfo } from './look-machine.ts';
import { metricsOf } from './look-metrics.ts';
import { serviceLogOf, serviceStatusOf } from './look-service.ts';
import type { LocalGeneration } from './read-local.ts';

const FOUND_LIMIT = 12;

/** The answer to a request that only looks and has nothing to fetch or build. */
export async function look(
  request: Request,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const { packages } = system.catalogue;
  const state = system.read();
  const ownPackages = () => readOwnProfile(system.environment, system.places).packages;
  const listed = ({ attribute, version }: { attribute: string; version: string }) => ({
    ...(packages.byAttribute(attribute) ?? unlistedPackage(attribute)),
    version,
  });
  switch (request.intent) {
    case 'list_generations':
      return { type: 'generations', generations: state.generations.map(publicGeneration) };
    case 'list_installed':
      return {
        type: 'installed',
        packages: [
          ...state.current.software.map(listed),
          ...ownPackages().map((own) => ({ ...listed(own), forYou: true as const })),
        ],
      };
    case 'search_packages': {
      const found = packages.search(request.query, FOUND_LIMIT).map((match) => match.package);
      return { type: 'found', query: request.query, packages: found };
    }
    case 'package_info': {
      const found = packages.byAttribute(request.package);
      const installed = [...state.current.software, ...ownPackages()].find(
        ({ attribute }) => attribute === request.package,
      );
      if (!found) return undefined;
      const version = installed?.version ?? found.version;
      return { type: 'info', package: { ...found, version }, installed: installed !== undefined };
    }
    case 'which_provides': {
      const installed = [...state.current.software, ...ownPackages()].map(({ attribute }) => attribute);
      const found = await system.provides(request.program, signal);
      return providedBy(request.program, found, new Set(installed));
    }
    case 'compare_generations':
      return compareGenerations(request, system);
    case 'service_status':
      return serviceStatusOf(request.service, system, signal);
    case 'service_logs':
      return serviceLogOf(request.service, system, signal);
    case 'system_info':
      return systemInfo(system);
    case 'disk_usage':
      return diskUsage(system, signal);
    case 'health_check':
      return healthOf(system, signal);
    case 'metrics':
      return metricsOf(system, signal);
    default:
      return undefined;
  }
}

/** What others are told of a generation. */
export function publicGeneration(generation: LocalGeneration): Generation {
  const {
    number,
    madeAt,
    nixosVersion,
    kernel,
    current,
    packages,
    label,
    revision,
    specialisations,
    booted,
  } = generation;
  return {
    ...{ number, madeAt, nixosVersion, kernel, current, packages, booted },
    ...(label !== undefined && { label }),
    ...(revision !== undefined && { revision }),
    ...(specialisations !== undefined && { specialisations }),
  };
}
