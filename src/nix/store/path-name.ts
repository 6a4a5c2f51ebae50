/** What a store path is of, by its name. */
export interface PathName {
  /** Of the package, without version and output. */
  pname: string;
  /** Empty when the name has none. */
  version: string;
}

const HASH_AND_DASH = 33;
/** Outputs that a package is divided into; of a name alone nobody can tell them from a version that ends so. */
const OUTPUT = /-(?:bin|data|debug|dev|devdoc|devman|dist|doc|info|lib|lib32|lib64|man|out|static|terminfo)$/;

/** What stands behind the hash: `vim-9.1` of `/nix/store/…-vim-9.1`. */
export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1 + HASH_AND_DASH);
}

/** Divides a name as Nix does: the version begins behind the first dash that no letter follows. Outputs are folded. */
export function parseName(name: string): PathName {
  const at = name.search(/-(?=[^A-Za-z])/);
  if (at < 0) return { pname: name, version: '' };
  const version = name.slice(at + 1).replace(OUTPUT, '');
  return { pname: name.slice(0, at), version };
}
