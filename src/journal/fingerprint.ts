import { hash } from 'node:crypto';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import type { Grammar } from '#understanding/grammar.ts';

// Only to tell whether something is the same as it was: short.
const LENGTH = 16;

export function grammarFingerprint({ sentences, skipWords, files }: Grammar): string {
  const texts = sentences.map(({ intent, text }) => `${intent} ${text}`);
  const parts = files.map(({ rules, lists }) => [[...rules.values()], [...lists.values()]]);
  return fingerprint(JSON.stringify([texts, skipWords, parts]));
}

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

function fingerprint(text: string): string {
  return hash('sha256', text).slice(0, LENGTH);
}
