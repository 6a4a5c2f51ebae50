import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress } from 'node:zlib';
import type { Package } from '#catalogue/package.ts';

const SYSTEMS = [
  'aarch64',
  'armv7l',
  'i686',
  'loongarch64',
  'mips64',
  'powerpc64le',
  'riscv64',
  's390x',
  'x86_64',
];
const PLATFORMS = ['darwin', 'freebsd', 'linux', 'netbsd', 'windows'].flatMap((kernel) =>
  SYSTEMS.map((system) => `${system}-${kernel}`),
);
/** A piece of the file has the records of so many packages. */
const IN_PIECE = 100;

/** What a channel of nixpkgs tells of a package: most of it is not for us. */
function nixpkgsRecord({ attribute, version, description, programs, ...flags }: Package): object {
  const pname = attribute.split('.').at(-1) as string;
  const [mainProgram] = programs;
  return {
    meta: {
      available: !flags.broken,
      broken: flags.broken ?? false,
      description,
      homepage: `https://${pname}.example.org/`,
      insecure: flags.insecure ?? false,
      license: {
        deprecated: false,
        free: !flags.unfree,
        fullName: 'GNU General Public License v3.0 or later',
        redistributable: true,
        shortName: 'gpl3Plus',
        spdxId: 'GPL-3.0-or-later',
        url: 'https://spdx.org/licenses/GPL-3.0-or-later.html',
      },
      longDescription: `${description}.\n\nIt says of itself: "{ [ \\" ${description} \\" ] }".\n`,
      ...(mainProgram && { mainProgram }),
      maintainers: [
        {
          email: `${pname}@example.org`,
          github: pname,
          githubId: pname.length,
          name: `The "${pname}" {team}`,
        },
      ],
      name: `${pname}-${version}`,
      outputsToInstall: ['out', 'man'],
      platforms: PLATFORMS,
      position: `pkgs/by-name/${pname.slice(0, 2)}/${pname}/package.nix:42`,
      unfree: flags.unfree ?? false,
      unsupported: false,
    },
    name: `${pname}-${version}`,
    outputName: 'out',
    outputs: { dev: null, man: null, out: null },
    pname,
    system: 'x86_64-linux',
    version,
  };
}

/** The text of `packages.json`, piece by piece. */
export function* packagesJson(packages: readonly Package[]): Iterable<string> {
  yield '{"version":2,"packages":{';
  for (let from = 0; from < packages.length; from += IN_PIECE) {
    const members = packages
      .slice(from, from + IN_PIECE)
      .map((found) => `${JSON.stringify(found.attribute)}:${JSON.stringify(nixpkgsRecord(found))}`);
    yield `${from > 0 ? ',' : ''}${members.join(',')}`;
  }
  yield '}}\n';
}

/** Writes `packages.json.br`, compressed quickly. */
export async function writePackagesJson(file: string, packages: readonly Package[]): Promise<void> {
  const compress = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 2 } });
  await pipeline(Readable.from(packagesJson(packages)), compress, createWriteStream(file));
}
