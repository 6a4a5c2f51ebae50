import type { PlanConcern } from '../../plan.ts';
import type { SystemGeneration } from '../../planning/world.ts';
import { readBootMenu } from '../../profiles/read-boot-menu.ts';
import { readSwitchSide } from '../../profiles/read-switch-side.ts';
import { switchConcerns } from '../../profiles/switch-concerns.ts';
import type { LocalSystem } from './local-system.ts';
import { isOfOtherNixpkgs } from './other-nixpkgs.ts';

const TOLD = ['needs-restart', 'other-kernel', 'not-in-boot-menu'] as const;

/**
 * What should be said before a generation is switched to. What forbids it is the helper's to refuse. `takesInputs`: the
 * inputs go back with it.
 */
export function concernsAbout(
  target: Pick<SystemGeneration, 'toplevel' | 'number' | 'nixosVersion'>,
  takesInputs: boolean,
  system: LocalSystem,
): PlanConcern[] {
  const { read, places } = system;
  const { current, active, generations } = read();
  const booted = generations.find((one) => one.booted) ?? current;
  const from = readSwitchSide(active ?? current.toplevel, current.number);
  const to = readSwitchSide(target.toplevel, target.number);
  const running = { kernel: booted.kernel, bootMenu: readBootMenu(places).generations };
  const found = new Set(switchConcerns(from, to, running).map(({ what }) => what));
  const concerns = TOLD.filter((what) => found.has(what));
  return !takesInputs && isOfOtherNixpkgs(target, system) ? [...concerns, 'other-inputs'] : concerns;
}
