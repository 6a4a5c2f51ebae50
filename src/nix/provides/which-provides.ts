import { isAbort, NixError } from '#base/errors.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import { Attribute } from '../attribute.ts';
import { providersInNixIndex } from './nix-index.ts';
import { providersInDatabase } from './programs-database.ts';

export interface ProvidesSources {
  packages: PackageIndex;
  /** Attributes. */
  installed: readonly string[];
  /** `programs.sqlite` of a channel. */
  database?: string;
  /** `files` of nix-index. */
  nixIndex?: string;
  /** As Nix calls this kind of machine: `x86_64-linux`. */
  system: string;
}

export interface Provides {
  /** Best first: installed ones, then those whose main program it is, then those of that name. */
  packages: readonly Package[];
  /** What could not be asked, a sentence each. */
  troubles: readonly string[];
}

/** Who brings a command: by the catalogue and the database of the channel, else by nix-index, which takes longer. */
export async function whichProvides(
  program: string,
  sources: ProvidesSources,
  limit: number,
  signal: AbortSignal,
): Promise<Provides> {
  const { packages, database, nixIndex, system } = sources;
  const troubles: string[] = [];
  const found = new Map(packages.bringing(program).map((one) => [one.attribute, one]));
  const add = (attributes: readonly string[]) => {
    for (const attribute of attributes) {
      if (found.has(attribute) || !Attribute.safeParse(attribute).success) continue;
      found.set(attribute, packages.byAttribute(attribute) ?? unlisted(attribute, program));
    }
  };
  const ask = async (ask: () => readonly string[] | Promise<readonly string[]>) => {
    try {
      add(await ask());
    } catch (error) {
      if (isAbort(error, signal) || !(error instanceof NixError)) throw error;
      troubles.push(error.message);
    }
  };
  if (database !== undefined) await ask(() => providersInDatabase(database, program, system));
  if (found.size === 0 && nixIndex !== undefined)
    await ask(() => providersInNixIndex(nixIndex, program, signal));
  const installed = new Set(sources.installed);
  const rank = ({ attribute, programs }: Package) =>
    (installed.has(attribute) ? 0 : 8) +
    (programs[0] === program ? 0 : 4) +
    (attribute === program ? 0 : 2) +
    (attribute.includes('.') ? 1 : 0);
  return { packages: [...found.values()].sort((a, b) => rank(a) - rank(b)).slice(0, limit), troubles };
}

/** The databases know packages that the catalogue does not. */
function unlisted(attribute: string, program: string): Package {
  const nothing = { description: '', spoken: [], keywords: [], downloadBytes: 0, diskBytes: 0 };
  return { attribute, version: 'unknown', programs: [program], ...nothing };
}
