import type { Package, PackageIndex } from '#catalogue/package.ts';
import { joinedName } from '#catalogue/words.ts';
import { letterNamed, spelledText } from './spelling.ts';

const known = new WeakMap<readonly Package[], ReadonlyMap<string, string>>();
const WRAPPING = new Set(
  'the a an command commands program programs called named binary tool dash'.split(' '),
);
const NEVER = new Set(
  "it that this them me you everything anything something nothing and or not no on off don't my your".split(
    ' ',
  ),
);

/** The command that the words name: "dig", "n s lookup", "g i t"; undefined when they name none. */
export function readProgramName(words: readonly string[], packages: PackageIndex): string | undefined {
  const bare = words.filter((word) => !WRAPPING.has(word));
  if (bare.length === 0 || bare.length > 6 || bare.some((word) => NEVER.has(word))) return undefined;
  const programs = programsOf(packages);
  const lettered = bare.map((word) => letterNamed(word) ?? word);
  const spelled = bare.length > 1 ? spelledText(bare) : undefined;
  for (const name of [joinedName(bare), spelled, joinedName(lettered)]) {
    const program = name === undefined ? undefined : programs.get(name);
    if (program !== undefined) return program;
  }
  // "n s lookup": letters that begin a word.
  const isOneWord = bare.slice(0, -1).every((word) => word.length === 1);
  const name = spelled ?? (isOneWord ? bare.join('') : undefined);
  return name !== undefined && /^[a-z0-9][a-z0-9_.+-]{0,40}$/.test(name) ? name : undefined;
}

/** Commands by their joined names. */
function programsOf(packages: PackageIndex): ReadonlyMap<string, string> {
  const all = packages.all();
  const made = known.get(all);
  if (made) return made;
  const programs = new Map(all.flatMap(namesOf));
  known.set(all, programs);
  return programs;
}

function namesOf({ programs }: Package): readonly (readonly [string, string])[] {
  return programs.map((program) => [joinedName(program.toLowerCase().split(/[-_. ]+/)), program]);
}
