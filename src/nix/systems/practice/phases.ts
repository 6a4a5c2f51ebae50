import type { Request } from '../../request.ts';
import type { Prepared } from './plan-requests.ts';
import type { Phase } from './progress.ts';

/** What a look with work to do goes through; none when it is answered at once. */
export function phasesOfLook(request: Request, { plan, change }: Prepared): readonly Phase[] {
  switch (request.intent) {
    case 'try_package':
      return plan.effects.goesOnline ? [{ phase: 'downloading', share: 1, items: [request.package] }] : [];
    case 'rebuild':
      return change.existing
        ? []
        : [
            { phase: 'evaluating', share: 0.4, items: [] },
            { phase: 'building', share: 0.6, items: ['nixos-system'] },
          ];
    case 'verify_store':
      return [{ phase: 'checking', share: 1, items: [] }];
    case 'optimise_store':
      return [{ phase: 'optimising', share: 1, items: [] }];
    case 'check_updates':
      return [{ phase: 'evaluating', share: 1, items: [] }];
    default:
      return [];
  }
}

/** What a change goes through, each phase with its part of the time. */
export function phasesOfChange({ plan, change }: Prepared): readonly Phase[] {
  const { adds, upgrades, goesOnline } = plan.effects;
  const phases: Phase[] = [];
  if (change.existing) {
    phases.push({ phase: 'activating', share: 1, items: [] });
  } else if (change.moves) {
    const fetched = [...adds, ...upgrades.map(({ attribute }) => attribute)];
    phases.push({ phase: 'evaluating', share: 0.2, items: [] });
    if (goesOnline) phases.push({ phase: 'downloading', share: 0.5, items: fetched });
    phases.push({ phase: 'building', share: goesOnline ? 0.15 : 0.5, items: ['nixos-system'] });
    phases.push({ phase: 'activating', share: goesOnline ? 0.15 : 0.3, items: [] });
  } else if (change.units.size > 0) {
    phases.push({ phase: 'activating', share: 1, items: [] });
  }
  if (change.repairs) {
    phases.push({ phase: 'checking', share: 0.4, items: [] });
    phases.push({ phase: goesOnline ? 'downloading' : 'building', share: 0.6, items: [] });
  }
  if (change.deletes.length > 0 || change.garbage.length > 0)
    phases.push({ phase: 'deleting', share: 1, items: [] });
  const whole = phases.reduce((sum, { share }) => sum + share, 0);
  return phases.map((phase) => ({ ...phase, share: phase.share / whole }));
}
