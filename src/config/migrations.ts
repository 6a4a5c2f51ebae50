import { isMap, isScalar, type Scalar } from 'yaml';
import { type ParsedSettings, parseSettings } from './parse-settings.ts';

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
  /** Of this version; all else in it is as it was, to the letter. */
  parsed: ParsedSettings;
  /** What was done, as half sentences; empty when the text is as it was. */
  steps: readonly string[];
}

export function migrateText(text: string): Migrated {
  let parsed = parseSettings(text);
  const { version = 1 } = parsed.written;
  const steps: string[] = [];
  for (const { from, renamed } of MIGRATIONS) {
    if (parsed.problems.length > 0 || typeof version !== 'number' || version > from) continue;
    for (const { section, old, name } of renamed) {
      const key = oldKey(parsed, section, old, name);
      if (!key) continue;
      parsed = withReplaced(parsed, key, name);
      steps.push(`${[...section, old].join('.')} is now ${[...section, name].join('.')}`);
    }
    // A file that did not tell its version does not begin to: all that is left in it is right in each version since.
    const number = parsed.document.getIn(['version'], true);
    if (!isScalar(number)) continue;
    parsed = withReplaced(parsed, number, String(from + 1));
    steps.push(`version is now ${from + 1}`);
  }
  return { parsed, steps };
}

/** Undefined when there is nothing of the old name, or already something of the new one. */
function oldKey({ document }: ParsedSettings, section: readonly string[], old: string, name: string) {
  const node = document.getIn(section);
  if (!isMap(node) || node.has(name)) return undefined;
  const key = node.items.map((pair) => pair.key).find((found) => isScalar(found) && found.value === old);
  return key as Scalar | undefined;
}

function withReplaced({ text }: ParsedSettings, node: Scalar, by: string): ParsedSettings {
  const [start, end] = node.range ?? [0, 0];
  return parseSettings(text.slice(0, start) + by + text.slice(end));
}
