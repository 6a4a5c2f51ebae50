import type { Package, PackageIndex } from '#catalogue/package.ts';
import { unlistedPackage } from '#catalogue/unlisted-package.ts';
import type { Answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import type { SystemGeneration, SystemState } from './read-system.ts';

const FOUND_LIMIT = 12;
const MEMORY_BYTES = 16 * 1024 ** 3;
const PROCESSOR = 'AMD Ryzen 5 5600U';

/** The answer to a request that only looks; `try_package` and `rebuild` have work to do and are not here. */
export function look(
  request: Request,
  state: SystemState,
  packages: PackageIndex,
  hostName: string,
): Answer | undefined {
  const { current, generations } = state;
  switch (request.intent) {
    case 'package_info': {
      const found = packages.byAttribute(request.package);
      if (!found) return undefined;
      return {
        type: 'info',
        package: asInstalled(found, current),
        installed: current.packages.includes(request.package),
      };
    }
    case 'search_packages': {
      const found = packages.search(request.query, FOUND_LIMIT).map((match) => match.package);
      return { type: 'found', query: request.query, packages: found };
    }
    case 'list_installed':
      return {
        type: 'installed',
        packages: current.software.map(({ attribute, version }) => ({
          ...(packages.byAttribute(attribute) ?? unlistedPackage(attribute)),
          version,
        })),
      };
    case 'list_generations':
      return { type: 'generations', generations: generations.map(publicGeneration) };
    case 'system_info':
      return {
        type: 'system',
        nixosVersion: current.nixosVersion,
        kernel: current.kernel,
        hostName,
        generation: current.number,
        memoryBytes: MEMORY_BYTES,
        processor: PROCESSOR,
        packages: current.packages.length,
      };
    default:
      return undefined;
  }
}

export function publicGeneration(generation: SystemGeneration) {
  const { number, madeAt, nixosVersion, kernel, current, packages } = generation;
  return { number, madeAt, nixosVersion, kernel, current, packages };
}

function asInstalled(found: Package, current: SystemGeneration): Package {
  const entry = current.software.find(({ attribute }) => attribute === found.attribute);
  return entry ? { ...found, version: entry.version } : found;
}
