import { fitsType, type Option } from '#catalogue/option.ts';
import type { Attribute } from '../attribute.ts';
import type { ManagedConfig, ManagedValue } from '../managed-config.ts';
import type { OptionPath, OptionValue } from '../names.ts';

/** The configuration with one more wish, or why there is nothing to write. */
export type Edited =
  | { type: 'edited'; config: ManagedConfig }
  | { type: 'already' }
  /** `wants`: what the option takes. */
  | { type: 'bad-value'; wants: Option['type'] };

const edited = (config: ManagedConfig): Edited => ({ type: 'edited', config });
const ALREADY: Edited = { type: 'already' };

export function withInstalled(config: ManagedConfig, attribute: Attribute): Edited {
  if (config.packages.includes(attribute)) return ALREADY;
  return edited({ ...config, packages: [...config.packages, attribute] });
}

/** Only what is ours: a package that is written by hand stays, and is `already` gone from here. */
export function withRemoved(config: ManagedConfig, attribute: Attribute): Edited {
  if (!config.packages.includes(attribute)) return ALREADY;
  return edited({ ...config, packages: config.packages.filter((name) => name !== attribute) });
}

/** Sets an option; adds the value to one that is a list. */
export function withOption(config: ManagedConfig, option: Option, value: OptionValue): Edited {
  const { type } = option;
  if (!fitsType(value, type)) return { type: 'bad-value', wants: type };
  const path = option.path as OptionPath;
  const now = config.options[path];
  if (type.kind !== 'list') return now === value ? ALREADY : edited(setTo(config, path, value));
  const elements = now === undefined ? [] : [now].flat();
  return elements.includes(value) ? ALREADY : edited(setTo(config, path, [...elements, value]));
}

/** Takes one element out of a list that is ours; the option is no longer set when it was the last. */
export function withoutElement(config: ManagedConfig, path: OptionPath, value: OptionValue): Edited {
  const elements = [config.options[path] ?? []].flat();
  if (!elements.includes(value)) return ALREADY;
  const rest = elements.filter((element) => element !== value);
  return rest.length === 0 ? withoutOption(config, path) : edited(setTo(config, path, rest));
}

/** The option is as NixOS, or the rest of the configuration, has it. */
export function withoutOption(config: ManagedConfig, path: OptionPath): Edited {
  if (config.options[path] === undefined) return ALREADY;
  const { [path]: _, ...options } = config.options;
  return edited({ ...config, options });
}

function setTo(config: ManagedConfig, path: OptionPath, value: ManagedValue): ManagedConfig {
  return { ...config, options: { ...config.options, [path]: value } };
}
