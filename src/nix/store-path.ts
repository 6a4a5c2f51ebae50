/** `/nix/store/<hash>-<name>`, checked: the only form in which a path reaches the daemon. */
export type StorePath = string & { readonly [isStorePath]: true };

declare const isStorePath: unique symbol;

/** The 32 letters in front of the name: base 32 without e, o, t and u. */
const HASH_PART = '[0-9a-df-np-sv-z]{32}';
const NAME = '[0-9A-Za-z+._?=-]{1,211}';
const IN_STORE = new RegExp(`^${HASH_PART}-${NAME}$`);
const ONLY_HASH = new RegExp(`^${HASH_PART}$`);

/** Undefined for what is no path directly in `storeDir`, an absolute folder without a slash at its end. */
export function parseStorePath(text: string, storeDir: string): StorePath | undefined {
  const { length } = storeDir;
  if (!text.startsWith(storeDir) || text[length] !== '/') return undefined;
  return IN_STORE.test(text.slice(length + 1)) ? (text as StorePath) : undefined;
}

export function isHashPart(text: string): boolean {
  return ONLY_HASH.test(text);
}

export function isDerivation(path: StorePath): boolean {
  return path.endsWith('.drv');
}

/** What stands behind the hash: `firefox-144.0`. */
export function storePathName(path: StorePath): string {
  return path.slice(path.lastIndexOf('/') + 34);
}
