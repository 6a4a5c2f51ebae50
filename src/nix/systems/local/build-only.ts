import type { Answer } from '../../answer.ts';
import { classify } from '../../failures/classify.ts';
import type { RebuildAction } from '../../request.ts';
import { buildAll } from './build-all.ts';
import { packageEffects } from './effects.ts';
import { evaluateAfter, type SystemAfter } from './evaluate-after.ts';
import { failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { buildOverBridge } from './over-bridge.ts';
import type { Prepared } from './prepare.ts';
import { recipesOf } from './recipes.ts';
import type { Reporter } from './reporter.ts';

/** What a rebuild would make, which with `build` is made, and not used. */
export async function buildOnly(
  action: RebuildAction,
  prepared: Prepared,
  system: LocalSystem,
  report: Reporter,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const after = await evaluateOnline(prepared, system, signal);
  if (after?.type === 'answer') return after.answer;
  if (action === 'build' && after) {
    const bridged = await buildOverBridge(system, report.record, signal);
    if (bridged?.type === 'failed')
      return failed(classify(bridged.output, system.places), true, 'build-failed');
    const trouble = await buildAll([{ path: after.derivation }], system, report, signal);
    if (trouble) return trouble;
  }
  const { change, world, plan } = prepared;
  const recipes = after && recipesOf(after, world.current, system);
  const { adds, removes, upgrades } = prepared.after
    ? plan.effects
    : packageEffects({ change, world, recipes }, system);
  return {
    ...{ type: 'built', action, adds, removes, upgrades },
    ...(after && after.toplevel !== world.current.toplevel && { differs: true }),
  };
}

/** What planning could not tell without fetching something; undefined where nothing is built. */
async function evaluateOnline(
  { after, wish }: Prepared,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<SystemAfter | { type: 'answer'; answer: Answer } | undefined> {
  if (after || !wish) return after;
  const evaluated = await evaluateAfter({ ...wish, offline: false }, system, signal);
  if (evaluated.type !== 'unknown') return evaluated;
  return { type: 'answer', answer: { type: 'failed', code: 'updates-unknown', restored: true } };
}
