import { checkSettings } from './check.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { mergeSettings, type Written } from './merge.ts';
import { type Problem, settingsError } from './problem.ts';
import { settingsFromEnvironment, variableOf } from './setting-variables.ts';
import { readSettingsText } from './settings-text.ts';

export type { Written } from './merge.ts';

/** File < environment < flags. Throws `ConfigError` naming the place of what is wrong. */
export async function loadConfig(file: string, environment: Environment, flags: Written): Promise<Config> {
  const inFile = await settingsIn(file);
  const outside = mergeSettings(settingsFromEnvironment(environment), flags);
  const checked = checkSettings(mergeSettings(inFile, outside));
  if ('config' in checked) return checked.config;
  throw settingsError(
    file,
    checked.problems.map((problem) => named(problem, environment)),
  );
}

async function settingsIn(file: string): Promise<Written> {
  const text = readSettingsText(file);
  if (text === undefined) return {};
  // Most people have no settings, and reading YAML takes longer than answering.
  const { readSettings } = await import('./read-settings.ts');
  const { written, problems } = readSettings(text);
  if (problems.length > 0) throw settingsError(file, problems);
  return written;
}

/** The file is right by itself, so that what is wrong now comes from a variable or a flag. */
function named(problem: Problem, environment: Environment): Problem {
  const variable = variableOf(problem.path, environment);
  return variable === undefined ? problem : { ...problem, message: `${problem.message} (${variable})` };
}
