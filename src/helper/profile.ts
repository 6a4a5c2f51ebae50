import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { systemProfile } from '#nix/places.ts';
import { parseGenerationLink } from '#nix/profiles/link-name.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import type { ProfileState } from '#nix/protected-generations.ts';
import { runTool, type ToolEnd } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** The system profile is only moved by Nix's own program, which locks it against all others that move it. */
export function profileState({ places }: HelperSettings): ProfileState {
  const { generations, damaged, current } = readGenerations(places);
  const numbers = [...generations, ...damaged].flatMap(({ number }) => number ?? []);
  return {
    numbers: numbers.sort((one, other) => one - other),
    current,
    toplevelOf: new Map(generations.map(({ number, toplevel }) => [number, toplevel])),
  };
}

/** The generation that the profile is at; undefined when it is at none. */
export function currentNumber({ places }: HelperSettings): number | undefined {
  const profile = systemProfile(places);
  return parseGenerationLink(basename(profile), basename(linkAt(profile) ?? ''));
}

/** The systems that run and that the machine was started with. */
export function systemsInUse({ places }: HelperSettings): { active?: string; booted?: string } {
  const active = linkAt(`${places.run}/current-system`);
  const booted = linkAt(`${places.run}/booted-system`);
  return { ...(active && { active }), ...(booted && { booted }) };
}

export function setProfile(
  toplevel: string,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<ToolEnd> {
  return runTool(['nix-env', '-p', systemProfile(settings.places), '--set', toplevel], settings, signal);
}

export function switchProfile(
  number: number,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<ToolEnd> {
  const argv = [
    'nix-env',
    '-p',
    systemProfile(settings.places),
    '--switch-generation',
    String(number),
  ] as const;
  return runTool([...argv], settings, signal);
}

export function deleteGenerations(
  numbers: readonly number[],
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<ToolEnd> {
  const argv = ['nix-env', '-p', systemProfile(settings.places), '--delete-generations'] as const;
  return runTool([...argv, ...numbers.map(String)], settings, signal);
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
