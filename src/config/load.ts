import { checkSettings } from './check.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { mergeSettings, type Written } from './merge.ts';
import { type Problem, settingsError } from './problem.ts';
import type { ReadSettings } from './read-settings.ts';
import { settingsFromEnvironment, variableOf } from './setting-variables.ts';
import { decodeSettings, readSettingsBytes, readSettingsText } from './settings-text.ts';

export type { Written } from './merge.ts';

/**
 * File < environment < flags. Settings of an older version are understood; with `tell` they are also written anew, and
 * that is told. Throws `ConfigError` naming the place of what is wrong.
 */
export async function loadConfig(
  file: string,
  environment: Environment,
  flags: Written,
  tell?: (sentence: string) => void,
): Promise<Config> {
  const inFile = await readWritten(file, tell);
  const outside = mergeSettings(settingsFromEnvironment(environment), flags);
  const checked = checkSettings(mergeSettings(inFile, outside));
  if ('config' in checked) return checked.config;
  throw settingsError(
    file,
    checked.problems.map((problem) => withVariable(problem, environment)),
  );
}

async function readWritten(file: string, tell?: (sentence: string) => void): Promise<Written> {
  const text = readSettingsText(file);
  if (text === undefined) return {};
  // Most people have no settings, and reading YAML takes longer than answering.
  const { readSettings } = await import('./read-settings.ts');
  const { written, problems, migrated } = readSettings(text);
  if (problems.length > 0) throw settingsError(file, problems);
  if (migrated.length > 0 && tell)
    tell(await (await import('./migrate-file.ts')).migrateFile(file, migrated));
  return written;
}

/** All that is wrong with the file and with the variables. Throws `ConfigError` when it cannot be read at all. */
export async function findProblems(file: string, environment: Environment): Promise<readonly Problem[]> {
  const { problems, written } = await inspectSettings(file);
  const outside = settingsFromEnvironment(environment);
  const checked = checkSettings(problems.length > 0 ? outside : mergeSettings(written, outside));
  if ('config' in checked) return problems;
  return [...problems, ...checked.problems.map((problem) => withVariable(problem, environment))];
}

/** What is in `file`, right or wrong; no file is an empty one. Throws `ConfigError` when it cannot be read at all. */
export async function inspectSettings(file: string): Promise<ReadSettings> {
  const bytes = readSettingsBytes(file);
  const { readSettings } = await import('./read-settings.ts');
  const decoded = bytes ? decodeSettings(bytes) : '';
  return typeof decoded === 'string' ? readSettings(decoded) : { ...readSettings(''), problems: [decoded] };
}

/** The file is right by itself, so that what is wrong now comes from a variable or a flag. */
function withVariable(problem: Problem, environment: Environment): Problem {
  const variable = variableOf(problem.path, environment);
  return variable === undefined ? problem : { ...problem, message: `${problem.message} (${variable})` };
}
