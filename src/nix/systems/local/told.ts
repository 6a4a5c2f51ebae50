import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Attribute } from '../../attribute.ts';
import { ManagedValue } from '../../managed-config.ts';
import { OptionPath } from '../../names.ts';

/** What a built system was told by the managed file, as the module `ask-nix.nix` notes it. */
export const Told = z.object({
  version: z.literal(1),
  /** Store paths by attribute. */
  packages: z.record(Attribute, z.string()),
  options: z.record(OptionPath, ManagedValue),
});
export type Told = z.infer<typeof Told>;

/** Undefined for a system that does not import the module. */
export function toldBy(toplevel: string): Told | undefined {
  try {
    return parseTold(readFileSync(`${toplevel}/etc/ask-nix/managed.json`, 'utf8'));
  } catch {
    // Not there.
    return undefined;
  }
}

export function parseTold(text: string): Told | undefined {
  try {
    return Told.parse(JSON.parse(text));
  } catch {
    // Not of our making: it tells nothing.
    return undefined;
  }
}
