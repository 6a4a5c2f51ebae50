import type { Progress } from '../../answer.ts';
import type { NixOptions } from '../../nix.ts';
import { runningAfter } from '../../planning/change.ts';
import type { World } from '../../planning/world.ts';
import type { Prepared } from './plan-requests.ts';
import type { Phase } from './progress.ts';

type Provoked = Exclude<Extract<NixOptions, { kind: 'practice' }>['fail'], 'none' | 'unit-failed'>;

/** Where each belongs, the most telling first. Work without such a phase cannot fail so. */
const FAILS_IN: Readonly<Record<Provoked, readonly Phase['phase'][]>> = {
  'no-network': ['downloading'],
  'evaluation-failed': ['evaluating'],
  'no-space': ['building', 'downloading'],
  'build-failed': ['building'],
};

/** Whether work of these phases fails here: in the middle of the phase where that failure belongs. */
export function failsAt(fail: Provoked, { phase, done, total }: Progress, phases: readonly Phase[]): boolean {
  const where = FAILS_IN[fail].find((one) => phases.some((other) => other.phase === one));
  return phase === where && done * 2 >= total - 1;
}

/** Which service of a change does not start: one that it starts, else one that starts anew with it. */
export function failingUnit({ plan, change }: Prepared, world: World): string | undefined {
  const { starts = [], restarts = [] } = plan.effects.services ?? {};
  const activates = change.moves && change.activation !== 'boot';
  return starts[0] ?? restarts[0] ?? (activates ? [...runningAfter(change, world)].sort().at(-1) : undefined);
}
