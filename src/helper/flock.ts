import { NixError } from '#base/errors.ts';
import { runTool } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

const HELD = 75;

/**
 * Locks the open file `handle` against others, or among several who share it; whoever has it is waited for. False: it was
 * held all the time. Node knows no such locks; as they belong to the open file, the one that the program `flock` takes is
 * ours until `handle` is closed. Throws NixError when there is no such program.
 */
export async function flock(
  handle: number,
  { as, waitS }: { as: 'exclusive' | 'shared'; waitS: number },
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const patience = waitS > 0 ? ['--wait', `${waitS}`] : ['--nonblock'];
  const options = [`--${as}`, ...patience, '--conflict-exit-code', `${HELD}`];
  const { exitCode, output } = await runTool(['flock', ...options, '3'], settings, signal, {
    handed: handle,
  });
  if (exitCode !== 0 && exitCode !== HELD)
    throw new NixError('bad-state', `A lock of the system cannot be taken: ${output}`);
  return exitCode === 0;
}
