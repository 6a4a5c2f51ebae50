import type { Answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import { buildAll } from './build-all.ts';
import { buildOnly } from './build-only.ts';
import type { LocalSystem } from './local-system.ts';
import type { Prepared } from './prepare.ts';
import type { Reporter } from './reporter.ts';
import { evaluateTry } from './try-package.ts';
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
      const found = system.catalogue.packages.byAttribute(request.package);
      const tried =
        prepared.tries.find(({ attribute }) => attribute === request.package) ??
        (await evaluateTry(request.package, false, system, signal));
      if (tried.type === 'answer') return tried.answer;
      if (tried.type === 'unknown' || !found) return undefined;
      const trouble = await buildAll([{ path: tried.derivation }], system, report, signal);
      if (trouble) return trouble;
      const folder = await system.putOnPath(tried.output, signal);
      return { type: 'tried', package: found, folder, ...(system.keepsTries && { kept: true }) };
    }
    case 'rebuild':
      return buildOnly(request.action, prepared, system, report, signal);
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
