/** Of `firefox-144.0`: the name is `firefox`; the version begins after the first dash that no letter follows. */
export interface VersionedName {
  name: string;
  version?: string;
}

export function splitVersion(versioned: string): VersionedName {
  const dash = versioned.search(/-[^a-zA-Z]/);
  if (dash <= 0) return { name: versioned };
  return { name: versioned.slice(0, dash), version: versioned.slice(dash + 1) };
}

/** What a derivation or store path is called, without folder, hash and `.drv`: `firefox-144.0`. */
export function nameOfPath(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.drv$/, '');
  return /^[0-9a-df-np-sv-z]{32}-/.test(base) ? base.slice(33) : base;
}

/** `/nix/store/…-firefox-144.0.drv` → `firefox`: the same for all versions. */
export function packageOfPath(path: string): string {
  return splitVersion(nameOfPath(path)).name;
}
