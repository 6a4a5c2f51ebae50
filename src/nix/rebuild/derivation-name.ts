import { nameOfPath, parseName } from '../store/path-name.ts';

/** `/nix/store/…-firefox-144.0.drv` → `firefox`: the same for all versions. */
export function packageOfPath(path: string): string {
  return parseName(nameOfPath(path).replace(/\.drv$/, '')).pname;
}
