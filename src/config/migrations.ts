import { isMap, isScalar, type Scalar } from 'yaml';
import { parseSettings } from './parse-settings.ts';

/** The version of settings that this program knows. A file that does not tell its version is read as the oldest. */
export const SETTINGS_VERSION = 2;

interface Migration {
  from: number;
  /** Settings that are called otherwise since then, within their section. */
  renamed: readonly { section: readonly string[]; old: string; name: string }[];
}

/** What became of settings from each version to the next. A name that was given up is never used again. */
const MIGRATIONS: readonly Migration[] = [
  { from: 1, renamed: [{ section: ['voice'], old: 'voice', name: 'name' }] },
];

export interface Migrated {
  text: string;
  /** What was done, as half sentences; empty when the text is as it was. */
  steps: readonly string[];
}

/** `text` as this version writes it; all else in it stays, to the letter. */
export function migrateText(text: string): Migrated {
  const { version = 1 } = parseSettings(text).written;
  let migrated = text;
  const steps: string[] = [];
  for (const { from, renamed } of MIGRATIONS) {
    if (typeof version !== 'number' || version > from) continue;
    for (const { section, old, name } of renamed) {
      const result = withNewName(migrated, section, old, name);
      if (result === undefined) continue;
      migrated = result;
      steps.push(`${[...section, old].join('.')} is now ${[...section, name].join('.')}`);
    }
    migrated = withVersion(migrated, from + 1);
  }
  return { text: migrated, steps };
}

/** Undefined when there is nothing of the old name, or already something of the new one. */
function withNewName(
  text: string,
  section: readonly string[],
  old: string,
  name: string,
): string | undefined {
  const { document, problems } = parseSettings(text);
  const node = document.getIn(section);
  if (problems.length > 0 || !isMap(node) || node.has(name)) return undefined;
  const key = node.items.map((pair) => pair.key).find((found) => isScalar(found) && found.value === old);
  return key === undefined ? undefined : replaced(text, key as Scalar, name);
}

/** A file that did not tell its version does not begin to: all it holds is right in each version since. */
function withVersion(text: string, version: number): string {
  const node = parseSettings(text).document.getIn(['version'], true);
  return isScalar(node) ? replaced(text, node, String(version)) : text;
}

function replaced(text: string, node: Scalar, by: string): string {
  const [start, end] = node.range ?? [0, 0];
  return text.slice(0, start) + by + text.slice(end);
}
