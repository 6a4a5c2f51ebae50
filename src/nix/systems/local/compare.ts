import type { Answer } from '../../answer.ts';
import { compareSoftware } from '../../planning/compare-software.ts';
import { generationAt } from '../../planning/fold-requests.ts';
import { optionChanges } from '../../planning/option-changes.ts';
import { changeOf } from '../../planning/settings.ts';
import type { Request } from '../../request.ts';
import type { LocalSystem } from './local-system.ts';

/** Both are numbers, or known to be there, by now. */
export function compareGenerations(
  request: Extract<Request, { intent: 'compare_generations' }>,
  system: LocalSystem,
): Answer | undefined {
  const state = system.read();
  const [from, to] = [generationAt(request.from, state), generationAt(request.to, state)];
  if (!from || !to) return undefined;
  const { adds, removes, upgrades } = compareSoftware(from.software, to.software);
  const [before, after] = [changeOf(from.settings()), changeOf(to.settings())];
  const options = optionChanges(before, after, new Set(), { settings: system.catalogue.settings });
  return {
    type: 'comparison',
    from: from.number,
    to: to.number,
    added: adds,
    removed: removes,
    upgraded: upgrades,
    ...(from.nixosVersion !== to.nixosVersion && {
      nixosVersions: [from.nixosVersion, to.nixosVersion] as const,
    }),
    ...(from.kernel !== to.kernel && { kernels: [from.kernel, to.kernel] as const }),
    servicesAdded: [...after.services.difference(before.services)].sort(),
    servicesRemoved: [...before.services.difference(after.services)].sort(),
    ...(options.length > 0 && { options }),
  };
}
