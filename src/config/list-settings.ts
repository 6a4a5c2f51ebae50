import type { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { mergeSettings, valueAt, type Written } from './merge.ts';
import { settingsFromEnvironment, variableOf } from './setting-variables.ts';
import { settingsBelow } from './shape.ts';

/** A setting as it holds, and why. */
export interface SettingInForce {
  path: string;
  /** Undefined: it was not set, and need not be. */
  value: unknown;
  from: 'default' | 'file' | 'environment';
  /** The variable that sets it. */
  variable?: string;
}

/** Every setting of `config`, which came of what is `written` in the file and of the environment. */
export function listSettings(
  config: Config,
  written: Written,
  environment: Environment,
): readonly SettingInForce[] {
  const set = mergeSettings(written, settingsFromEnvironment(environment));
  return settingsBelow(config).map((path) => {
    const value = valueAt(config, path);
    const variable = variableOf(path, environment);
    const name = path.join('.');
    if (variable !== undefined) return { path: name, value, from: 'environment', variable };
    return { path: name, value, from: valueAt(set, path) === undefined ? 'default' : 'file' };
  });
}
