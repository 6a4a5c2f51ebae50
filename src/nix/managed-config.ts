import { z } from 'zod';
import { Attribute } from './attribute.ts';
import { OptionPath, OptionValue } from './names.ts';

/** What an option is set to as a whole: of a list, all the elements that are ours. */
export const ManagedValue = z.union([OptionValue, z.array(OptionValue).max(500)]);
export type ManagedValue = z.infer<typeof ManagedValue>;

/**
 * What we say of the system: the content of `ask-nix.json`, read by the module `ask-nix.nix` that the user imports once.
 * Services are enabled by their options. The user's own files are never written.
 */
export const ManagedConfig = z.strictObject({
  version: z.literal(1),
  packages: z.array(Attribute).max(5000),
  options: z.record(OptionPath, ManagedValue),
});
export type ManagedConfig = z.infer<typeof ManagedConfig>;

export const MANAGED_FILE = 'ask-nix.json';
export const MANAGED_MODULE = 'ask-nix.nix';

export const EMPTY_CONFIG: ManagedConfig = { version: 1, packages: [], options: {} };

/** Written in one way only: sorted, each name once, two spaces, one newline at the end. */
export function managedText({ packages, options }: ManagedConfig): string {
  const sorted = {
    version: 1,
    packages: [...new Set(packages)].sort(),
    options: Object.fromEntries(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${JSON.stringify(sorted, null, 2)}\n`;
}
