import { join } from 'node:path';
import { systemProfile } from '#nix/places.ts';
import { unconfinedArgv } from './activation-argv.ts';
import { runTool, type ToolEnd } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** Has the boot menu written as the profile is now: its generations, the current one as the default. */
export function writeBootMenu(settings: HelperSettings, signal: AbortSignal): Promise<ToolEnd> {
  const program = join(systemProfile(settings.places), 'bin/switch-to-configuration');
  const argv = ['env', 'NIXOS_INSTALL_BOOTLOADER=0', program, 'boot'] as const;
  return runTool(unconfinedArgv([...argv], settings), settings, signal);
}
