import type { PlanConcern } from '../../plan.ts';
import type { SystemGeneration } from '../../planning/world.ts';
import { readBootMenu } from '../../profiles/read-boot-menu.ts';
import { readSwitchSide } from '../../profiles/read-switch-side.ts';
import { switchConcerns } from '../../profiles/switch-concerns.ts';
import type { LocalSystem } from './local-system.ts';

const TOLD: ReadonlySet<string> = new Set<PlanConcern>(['needs-restart', 'other-kernel', 'not-in-boot-menu']);

/** What should be said before a generation is switched to. What forbids it is the helper's to refuse. */
export function concernsAbout(
  target: Pick<SystemGeneration, 'toplevel' | 'number'>,
  { read, places }: LocalSystem,
): PlanConcern[] {
  const { current, active, generations } = read();
  const booted = generations.find((one) => one.booted) ?? current;
  const from = readSwitchSide(active ?? current.toplevel, current.number);
  const to = readSwitchSide(target.toplevel, target.number);
  const running = { kernel: booted.kernel, bootMenu: readBootMenu(places).generations };
  return switchConcerns(from, to, running)
    .map(({ what }) => what)
    .filter((what): what is PlanConcern => TOLD.has(what));
}
