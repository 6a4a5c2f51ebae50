import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '#base/durable-file.ts';
import { systemProfile } from '#nix/places.ts';
import { unconfinedArgv } from './activation-argv.ts';
import { runTool, type ToolEnd } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** Has the boot menu written as the profile is now: its generations, the current one as the default. */
export async function writeBootMenu(settings: HelperSettings, signal: AbortSignal): Promise<ToolEnd> {
  const program = join(systemProfile(settings.places), 'bin/switch-to-configuration');
  const argv = ['env', 'NIXOS_INSTALL_BOOTLOADER=0', program, 'boot'] as const;
  const end = await runTool(unconfinedArgv([...argv], settings), settings, signal);
  if (end.exitCode === 0) rmSync(dueFile(settings), { force: true });
  return end;
}

/** Writes down that it has to be written, for whoever comes after a crash. */
export function oweBootMenu(settings: HelperSettings): void {
  writeDurably(dueFile(settings), '');
}

export function isBootMenuOwed(settings: HelperSettings): boolean {
  return existsSync(dueFile(settings));
}

function dueFile({ state }: HelperSettings): string {
  return join(state, 'boot-menu-due');
}
