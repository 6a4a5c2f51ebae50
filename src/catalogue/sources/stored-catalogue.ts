import type { Keep, Kept } from '../keep.ts';
import type { Package, PackageIndex } from '../package.ts';
import { packageIndex } from '../package-index.ts';
import { type PackedPackages, packPackages, unpackPackages } from './packed-packages.ts';
import { type PartsKey, readParts, writeParts } from './stored-parts.ts';

const PACKAGES = 'packages';
/** Names as they are, only near or only sounding so, and a description: to be asked them, an index makes all its parts. */
const ASKED = ['firefox', 'kreeta', 'text editor'];

/** Stores the packages with their index. Throws what the file system throws; then the file is as it was. */
export function storeCatalogue(file: string, key: PartsKey, packages: readonly Package[]): void {
  const packed = { ...packPackages(packages) };
  const parts = new Map<string, Kept>([[PACKAGES, packed]]);
  const index = packageIndex(unpackPackages(packed), keeping(parts));
  for (const text of ASKED) {
    index.byAttribute(text);
    index.beginning(text, 1);
    index.named(text, 1);
    index.search(text, 1);
  }
  writeParts(file, key, parts);
}

export interface StoredCatalogue {
  packages: PackageIndex;
  /** What it was made of. */
  source: string;
}

/** Undefined when there is none in `file` that is whole and was made by `maker`. */
export function readStoredCatalogue(file: string, maker: string): StoredCatalogue | undefined {
  const { parts, source } = readParts(file, maker) ?? {};
  const packed = parts?.get(PACKAGES);
  if (!parts || source === undefined || !isPacked(packed)) return undefined;
  return { packages: packageIndex(unpackPackages(packed), keeping(new Map(parts))), source };
}

/** Gives what is among the parts; what is not is made and put there. */
function keeping(parts: Map<string, Kept>): Keep {
  return (name, make) => {
    const part = (parts.get(name) as ReturnType<typeof make> | undefined) ?? make();
    parts.set(name, part);
    return part;
  };
}

function isPacked(packed: Kept | undefined): packed is Kept & PackedPackages {
  return packed?.texts instanceof Uint8Array && packed.begins instanceof Uint32Array;
}
