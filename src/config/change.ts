import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '#base/errors.ts';
import { unknownSetting } from './check.ts';
import { Config } from './config.ts';
import { differences, type SettingChange } from './differences.ts';
import { editFile } from './edit-file.ts';
import { type SettingPath, valueAt } from './merge.ts';
import { type Problem, settingsError } from './problem.ts';
import type { ReadSettings } from './read-settings.ts';
import { textOf } from './settings-text.ts';

/** What is otherwise than before; empty when all was so already, and nothing was written. */
export interface Changed {
  changes: readonly SettingChange[];
}

interface Wanted {
  path: readonly string[];
  value: unknown;
}

/**
 * Writes settings into `file`, whose comments and order stay; undefined takes one out. All of them or none, and only if
 * all settings are right then. Throws `ConfigError` `bad-settings`, `unreadable` or `unwritable`.
 */
export async function changeSettings(
  file: string,
  changes: readonly { path: string; value: unknown }[],
): Promise<Changed> {
  const wanted = changes.map(({ path, value }) => ({ path: path.split('.'), value }));
  const stranger = wanted.find(({ path: [section = ''], value }) => value !== undefined && !isKnown(section));
  if (stranger) throw settingsError(file, [unknownSetting(stranger.path, {})]);
  // The code that reads YAML takes a while to load: before others have to wait for us.
  const { editText } = await import('./edit-text.ts');
  const { readSettings } = await import('./read-settings.ts');

  let changed: readonly SettingChange[] = [];
  await editFile(file, (bytes) => {
    const before = readSettings(bytes ? textOf(file, bytes) : '');
    if (before.problems.some(isOfWhole)) throw settingsError(file, before.problems);
    const needed = wanted.filter(
      ({ path, value }) => !isDeepStrictEqual(valueAt(before.written, path), value),
    );
    if (needed.length === 0) return undefined;
    const text = needed.reduce((edited, { path, value }) => editText(edited, path, value), before.text);
    const after = readSettings(text);
    changed = differences(before.written, after.written);
    refuseWrong(file, after.problems, wanted, before);
    refuseOther(file, changed, needed);
    return Buffer.from(text);
  });
  return { changes: changed };
}

function isKnown(section: string): boolean {
  return Object.hasOwn(Config.shape, section);
}

/** Not even YAML, or of a version that is not ours: there is nothing to change in it. */
function isOfWhole({ path }: Problem): boolean {
  return path.length === 0 || path[0] === 'version';
}

/** A value to come has no place in the file; what else is wrong stands where it stood. */
function refuseWrong(
  file: string,
  problems: readonly Problem[],
  wanted: readonly Wanted[],
  { placeOf }: ReadSettings,
): void {
  if (problems.length === 0) return;
  const told = problems.map(({ place: _, ...problem }) =>
    wanted.some(({ path }) => isBelow(problem.path, path))
      ? problem
      : { ...problem, place: placeOf(problem.path, problem.isUnknown ? 'name' : 'value') },
  );
  throw settingsError(file, told);
}

/** With references, one place of the file can be several settings. */
function refuseOther(file: string, changes: readonly SettingChange[], wanted: readonly Wanted[]): void {
  const other = changes.find(({ path }) => !wanted.some((one) => isBelow(path.split('.'), one.path)));
  if (!other) return;
  throw new ConfigError(
    'bad-settings',
    `This would change ${other.path} too, as ${file} uses references: change it there by hand.`,
  );
}

function isBelow(path: SettingPath, section: SettingPath): boolean {
  return section.every((name, depth) => String(path[depth]) === String(name));
}
