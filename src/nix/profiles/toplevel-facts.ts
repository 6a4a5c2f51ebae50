import { type Bootspec, parseBootspec } from './bootspec.ts';
import { namesIn, targetOf, textIn } from './if-there.ts';
import { parseVersionScript, type VersionScript } from './version-script.ts';

/** What a built system says of itself; it never changes, as its store path does not. */
export interface ToplevelFacts {
  /** Tags and version, as it stands in the boot menu. */
  label: string;
  nixosVersion: string;
  /** Version of the kernel; empty for a system without one, as in a container. */
  kernel: string;
  revision?: string;
  specialisations: readonly string[];
}

/** Facts by the store path of a toplevel. What is put into it may be kept forever, on disk too. */
export type ToplevelCache = Pick<Map<string, ToplevelFacts>, 'get' | 'set'>;

const MOST_LETTERS = 200;

/**
 * A reader of toplevels that reads what several of them share once: many have the same version script. What is not a built
 * system, or not there, gives undefined.
 */
export function toplevelReader(): (toplevel: string) => ToplevelFacts | undefined {
  const scripts = new Map<string, VersionScript>();
  const scriptOf = (toplevel: string): VersionScript => {
    const link = `${toplevel}/sw/bin/nixos-version`;
    const file = targetOf(link) ?? link;
    const script = scripts.get(file) ?? parseVersionScript(textIn(file) ?? '');
    scripts.set(file, script);
    return script;
  };

  return (toplevel) => {
    const bootspec = parseBootspec(textIn(`${toplevel}/boot.json`) ?? '') ?? readWithoutBootspec(toplevel);
    if (!bootspec) return undefined;
    const script = scriptOf(toplevel);
    return {
      label: bootspec.label,
      nixosVersion: script.nixosVersion ?? bootspec.label,
      kernel: bootspec.kernel,
      ...(script.revision !== undefined && { revision: script.revision }),
      specialisations: bootspec.specialisations.filter(isName),
    };
  };
}

/** Systems from before `boot.json`, and those that do not boot, as containers. */
function readWithoutBootspec(toplevel: string): Bootspec | undefined {
  const label = textIn(`${toplevel}/nixos-version`);
  if (label === undefined) return undefined;
  return {
    label: label
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, MOST_LETTERS),
    kernel: namesIn(`${toplevel}/kernel-modules/lib/modules`).sort().find(isName) ?? '',
    specialisations: namesIn(`${toplevel}/specialisation`).sort(),
  };
}

/** Names that Nix itself would make; others are somebody's mischief, and are not said. */
function isName(name: string): boolean {
  return /^[\w.+-]+$/.test(name);
}
