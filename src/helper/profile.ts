import { basename, dirname } from 'node:path';
import { systemProfile } from '#nix/places.ts';
import { namesIn, targetOf } from '#nix/profiles/if-there.ts';
import { parseGenerationLink } from '#nix/profiles/link-name.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import type { ProfileState } from '#nix/protected-generations.ts';
import { parseStorePath } from '#nix/store-path.ts';
import { runTool, type ToolEnd } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

export function profileState({ places }: HelperSettings): ProfileState {
  const { generations, damaged, current } = readGenerations(places);
  const numbers = [...generations, ...damaged].flatMap(({ number }) => number ?? []);
  return {
    numbers: numbers.sort((one, other) => one - other),
    current,
    toplevelOf: new Map(generations.map(({ number, toplevel }) => [number, toplevel])),
  };
}

/** Of all generations, damaged ones too, ascending; without a look at what they are. */
export function generationNumbers({ places }: HelperSettings): number[] {
  const profile = systemProfile(places);
  return namesIn(dirname(profile))
    .flatMap((name) => parseGenerationLink(basename(profile), name) ?? [])
    .sort((one, other) => one - other);
}

export function generationLink(number: number, { places }: HelperSettings): string {
  return `${systemProfile(places)}-${number}-link`;
}

/** The store path that a generation leads to; undefined when it leads elsewhere, or is none. */
export function toplevelOf(number: number, settings: HelperSettings): string | undefined {
  const target = targetOf(generationLink(number, settings));
  return target !== undefined && parseStorePath(target, settings.places.store) ? target : undefined;
}

/** The generation that the profile is at; undefined when it is at none. */
export function currentNumber({ places }: HelperSettings): number | undefined {
  const profile = systemProfile(places);
  return parseGenerationLink(basename(profile), basename(targetOf(profile) ?? ''));
}

/** The systems that run and that the machine was started with. */
export function systemsInUse({ places }: HelperSettings): { active?: string; booted?: string } {
  const active = targetOf(`${places.run}/current-system`);
  const booted = targetOf(`${places.run}/booted-system`);
  return { ...(active && { active }), ...(booted && { booted }) };
}

export function setProfile(
  toplevel: string,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<ToolEnd> {
  return runTool(['nix-env', '-p', systemProfile(settings.places), '--set', toplevel], settings, signal);
}

export function deleteGenerations(
  numbers: readonly number[],
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<ToolEnd> {
  const argv = ['nix-env', '-p', systemProfile(settings.places), '--delete-generations'] as const;
  return runTool([...argv, ...numbers.map(String)], settings, signal);
}
