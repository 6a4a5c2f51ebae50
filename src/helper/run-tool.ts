import { type ProgramSetting, runProgram } from '#base/run-program.ts';
import { plainText } from '#nix/plain-text.ts';
import { toolMark } from './orphans.ts';
import type { HelperSettings } from './settings.ts';

export interface ToolEnd {
  /** Null when a signal ended it or it could not be started. */
  exitCode: number | null;
  stdout: string;
  /** What it said, without colors. */
  output: string;
}

/** Runs one of the few programs that the helper needs, in the environment of its settings. Rejects only when aborted. */
export async function runTool(
  argv: readonly [string, ...string[]],
  settings: HelperSettings,
  signal: AbortSignal,
  more: Pick<ProgramSetting, 'folder' | 'handed'> = {},
): Promise<ToolEnd> {
  const environment = { ...settings.environment, ...toolMark(settings) };
  const setting = { environment, isShared: true, ...more };
  const { exitCode, stdout, stderr, startError } = await runProgram(argv, '', signal, setting);
  const said = startError ? `${argv[0]} cannot be started (${startError}).` : plainText(stderr);
  return { exitCode, stdout: stdout.toString('utf8'), output: said };
}
