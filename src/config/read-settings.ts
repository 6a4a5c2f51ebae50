import { checkSettings } from './check.ts';
import type { Written } from './merge.ts';
import { migrateText, SETTINGS_VERSION } from './migrations.ts';
import type { ParsedSettings } from './parse-settings.ts';
import type { Problem } from './problem.ts';

export interface ReadSettings {
  /** Of this version, whatever the file was. */
  text: string;
  /** Without its version; empty when it cannot be read. */
  written: Written;
  /** What had to be done to make it of this version, as half sentences. */
  migrated: readonly string[];
  /** All that is wrong with it, each with its place. */
  problems: readonly Problem[];
  placeOf: ParsedSettings['placeOf'];
}

/** The settings in the text of a file, checked by themselves. */
export function readSettings(original: string): ReadSettings {
  const { parsed, steps: migrated } = migrateText(original);
  const { text, placeOf } = parsed;
  const { version, ...written } = parsed.written;
  const unreadable = parsed.problems.length > 0 ? parsed.problems : versionProblems(version, parsed);
  if (unreadable.length > 0) return { text, written: {}, migrated, problems: unreadable, placeOf };
  const checked = checkSettings(written);
  const problems =
    'problems' in checked ? inOrder(checked.problems.map((problem) => placed(problem, placeOf))) : [];
  return { text, written, migrated, problems, placeOf };
}

function placed(problem: Problem, placeOf: ParsedSettings['placeOf']): Problem {
  return { ...problem, place: placeOf(problem.path, problem.isUnknown ? 'name' : 'value') };
}

/** As they stand in the file. */
function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const at = ({ place }: Problem) => (place ? place.line * 100_000 + place.column : 0);
  return problems.toSorted((a, b) => at(a) - at(b));
}

function versionProblems(version: unknown, { placeOf }: ParsedSettings): readonly Problem[] {
  if (version === undefined) return [];
  const path = ['version'];
  const place = placeOf(path, 'value');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return [{ path, place, message: `version must be a whole number from 1 to ${SETTINGS_VERSION}` }];
  if (version <= SETTINGS_VERSION) return [];
  const message = `they are of version ${version}, made for a newer ask-nix; this one knows version ${SETTINGS_VERSION}`;
  return [{ path, place, message }];
}
