import { fingerprint } from '#base/fingerprint.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';

/** Of a large catalogue only so many packages are looked at, evenly: a session must not begin later for it. */
const MOST_PACKAGES = 2000;

export function catalogueFingerprint(packages: PackageIndex): string {
  const stride = Math.max(1, Math.ceil(packages.size / MOST_PACKAGES));
  const names: string[] = [];
  for (let position = 0; position < packages.size; position += stride) {
    const { attribute, spoken } = packages.at(position) as Package;
    names.push(attribute, ...spoken);
  }
  return fingerprint(`${packages.size} ${names.join()}`);
}
