import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Argv } from '#base/run-program.ts';
import { ACTIVATION_UNIT } from './guards.ts';
import type { OwnProgram } from './job.ts';
import type { HelperSettings } from './settings.ts';

/**
 * Starts the watcher of the activation with this id so that it outlives us: as a unit of its own, or without systemd in a
 * session of its own.
 */
export function watcherArgv({ node, file }: OwnProgram, settings: HelperSettings, id: string): Argv {
  const cache = `NODE_COMPILE_CACHE=${join(settings.state, 'compiled')}`;
  const watcher = ['env', cache, node, file, 'activate', settings.state, id] as const;
  if (!hasSystemd(settings)) return ['setsid', '--fork', ...watcher];
  return [...unitArgv('--service-type=exec'), '--', ...watcher];
}

/** Runs `argv` outside of what confines us, and waits for it. */
export function unconfinedArgv(argv: Argv, settings: HelperSettings): Argv {
  return hasSystemd(settings) ? [...unitArgv('--wait', '--pipe'), '--', ...argv] : argv;
}

function unitArgv(...more: string[]): [string, ...string[]] {
  return ['systemd-run', '--collect', '--no-ask-password', '--quiet', `--unit=${ACTIVATION_UNIT}`, ...more];
}

function hasSystemd({ places }: HelperSettings): boolean {
  return existsSync(join(places.run, 'systemd/system'));
}
