import { hash } from 'node:crypto';
import type { PackageIndex } from '#catalogue/package.ts';
import type { Grammar } from '#understanding/grammar.ts';

// Only to tell whether something is the same as it was: short.
const LENGTH = 16;

export function grammarFingerprint({ sentences, skipWords, files }: Grammar): string {
  const texts = sentences.map(({ intent, text, file }) => `${file} ${intent} ${text}`);
  const parts = files.map(({ rules, lists }) => [[...rules.values()], [...lists.values()]]);
  return fingerprint(JSON.stringify([texts, skipWords, parts]));
}

export function catalogueFingerprint(packages: PackageIndex): string {
  return fingerprint(
    packages
      .all()
      .map(({ attribute, spoken }) => `${attribute} ${spoken.join()}`)
      .join(),
  );
}

function fingerprint(text: string): string {
  return hash('sha256', text).slice(0, LENGTH);
}
