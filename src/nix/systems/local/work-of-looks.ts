import type { Answer } from '../../answer.ts';
import { isSuccess } from '../../daemon/build-result.ts';
import type { DerivedPath } from '../../daemon/derived-path.ts';
import { classify, classifyMessage } from '../../failures/classify.ts';
import type { Request } from '../../request.ts';
import { failed } from './failed.ts';
import { learn } from './learn.ts';
import type { LocalSystem } from './local-system.ts';
import { buildOverBridge } from './over-bridge.ts';
import type { Prepared } from './prepare.ts';
import type { Reporter } from './reporter.ts';
import { updatesAnswer } from './updates.ts';
import { verifyStore } from './verify.ts';

/** Looks that take their time: they fetch, build or read the whole store. */
export const WORKING: ReadonlySet<Request['intent']> = new Set([
  'try_package',
  'rebuild',
  'verify_store',
  'optimise_store',
  'check_updates',
]);

/** Undefined: `request` takes no work. */
export async function workOfLook(
  request: Request,
  prepared: Prepared,
  system: LocalSystem,
  report: Reporter,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const onRecord = report.record;
  switch (request.intent) {
    case 'try_package': {
      const tried = prepared.tries.find(({ attribute }) => attribute === request.package);
      const found = system.catalogue.packages.byAttribute(request.package);
      if (!tried || !found) return undefined;
      const trouble = await buildAll([{ path: tried.derivation }], system, report, signal);
      if (trouble) return trouble;
      const folder = await system.putOnPath(tried.output, signal);
      return { type: 'tried', package: found, folder, ...(system.keepsTries && { kept: true }) };
    }
    case 'rebuild': {
      const { after, plan } = prepared;
      if (request.action === 'build' && after) {
        const bridged = await buildOverBridge(system, onRecord, signal);
        if (bridged?.type === 'failed')
          return failed(classify(bridged.output, system.places), true, 'build-failed');
        const trouble = await buildAll([{ path: after.derivation }], system, report, signal);
        if (trouble) return trouble;
      }
      const { adds, removes, upgrades } = plan.effects;
      return {
        ...{ type: 'built', action: request.action, adds, removes, upgrades },
        ...(after && after.toplevel !== prepared.world.current.toplevel && { differs: true }),
      };
    }
    case 'verify_store':
      return verifyStore(system, onRecord, signal);
    case 'optimise_store': {
      const before = system.freeBytes();
      await system.daemon.optimise(signal, { onRecord });
      return { type: 'optimised', savedBytes: Math.max(0, system.freeBytes() - before) };
    }
    case 'check_updates':
      return updatesAnswer(system, prepared.world, signal);
    default:
      return undefined;
  }
}

/** Undefined when all is there afterwards. */
async function buildAll(
  wanted: readonly DerivedPath[],
  system: LocalSystem,
  report: Reporter,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const { daemon, places } = system;
  const results = await daemon.build(wanted, signal, { onRecord: report.record });
  const broken = [...results.values()].find((result) => !isSuccess(result));
  if (!broken) {
    learn(report.state, system);
    return undefined;
  }
  return failed(classifyMessage(broken.message, places), true, 'build-failed');
}
