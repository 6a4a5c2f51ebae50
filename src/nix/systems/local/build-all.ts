import type { Answer } from '../../answer.ts';
import { isSuccess } from '../../daemon/build-result.ts';
import type { DerivedPath } from '../../daemon/derived-path.ts';
import { classifyMessage } from '../../failures/classify.ts';
import { failed } from './failed.ts';
import { learn } from './learn.ts';
import type { LocalSystem } from './local-system.ts';
import type { Reporter } from './reporter.ts';

/** Undefined when all is there afterwards. */
export async function buildAll(
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
