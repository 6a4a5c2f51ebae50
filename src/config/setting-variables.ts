import { type Environment, SETTING_VARIABLES } from './environment.ts';
import { mergeSettings, type SettingPath, type Written } from './merge.ts';

/** What the variables set; one that is empty sets nothing. */
export function settingsFromEnvironment(environment: Environment): Written {
  return Object.entries(SETTING_VARIABLES).reduce<Written>((written, [variable, [section, key, holds]]) => {
    const value = environment[variable];
    if (value === undefined || value === '') return written;
    const isNumber = holds === 'number' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value);
    return mergeSettings(written, { [section]: { [key]: isNumber ? Number(value) : value } });
  }, {});
}

/** The variable that sets the setting at `path`, if it does. */
export function variableOf(path: SettingPath, environment: Environment): string | undefined {
  const found = Object.entries(SETTING_VARIABLES).find(
    ([variable, [section, key]]) => environment[variable] && path[0] === section && path[1] === key,
  );
  return found?.[0];
}
