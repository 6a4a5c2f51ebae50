import type { Request } from '../../request.ts';
import type { Prepared } from './plan-requests.ts';
import type { Phase } from './progress.ts';

/** What a job goes through, each phase with its part of the time. */
export function phasesOf({ plan, change }: Prepared, requests: readonly Request[]): readonly Phase[] {
  const { adds, upgrades, goesOnline } = plan.effects;
  const tries = requests.flatMap((request) => (request.intent === 'try_package' ? [request.package] : []));
  const fetched = [...tries, ...adds, ...upgrades.map(({ attribute }) => attribute)];
  const phases: Phase[] = [];
  if (tries.length > 0) {
    phases.push({ phase: 'downloading', share: 1, items: fetched });
  } else if (change.existing) {
    phases.push({ phase: 'activating', share: 1, items: [] });
  } else if (change.moves) {
    phases.push({ phase: 'evaluating', share: 0.2, items: [] });
    if (goesOnline) phases.push({ phase: 'downloading', share: 0.5, items: fetched });
    phases.push({ phase: 'building', share: goesOnline ? 0.15 : 0.5, items: ['nixos-system'] });
    phases.push({ phase: 'activating', share: goesOnline ? 0.15 : 0.3, items: [] });
  }
  if (change.garbage.length > 0) phases.push({ phase: 'deleting', share: 1, items: [] });
  const whole = phases.reduce((sum, { share }) => sum + share, 0);
  return phases.map((phase) => ({ ...phase, share: phase.share / whole }));
}
