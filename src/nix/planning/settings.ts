import type { Option, OptionType } from '#catalogue/option.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { ManagedValue } from '../managed-config.ts';
import type { OptionValue } from '../names.ts';
import type { SystemSettings } from './world.ts';

/** Settings while they are being changed. */
export interface SettingsChange {
  services: Set<string>;
  options: Map<string, ManagedValue>;
}

export function changeOf({ services, options }: SystemSettings): SettingsChange {
  return { services: new Set<string>(services), options: new Map(Object.entries(options)) };
}

/** Written in one way only, as they name a store path. */
export function settingsOf({ services, options }: SettingsChange): SystemSettings {
  return {
    services: [...services].sort(),
    options: Object.fromEntries([...options].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

export function areSame(one: SystemSettings, other: SystemSettings): boolean {
  return JSON.stringify(settingsOf(changeOf(one))) === JSON.stringify(settingsOf(changeOf(other)));
}

/** The option at `path`; what only enables a service is one as well. */
export function optionAt(path: string, index: SettingsIndex): Option | undefined {
  const known = index.option(path);
  if (known) return known;
  const service = serviceOf(path, index);
  if (!service) return undefined;
  const { description, spoken } = service;
  return { path, description, spoken, type: { kind: 'boolean' }, default: false };
}

/** The service that an option enables. */
export function serviceOf(path: string, index: SettingsIndex) {
  return index.services.find(({ option }) => option === path);
}

/** What an option is now: set, by the service it enables, or by default. */
export function presentValue(
  path: string,
  settings: SettingsChange,
  index: SettingsIndex,
): ManagedValue | undefined {
  const service = serviceOf(path, index);
  if (service) return settings.services.has(service.unit);
  return settings.options.get(path) ?? optionAt(path, index)?.default;
}

/** As one value for people: a list as its elements with commas between. */
export function asOne(value: ManagedValue | undefined): OptionValue | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

const MOST_CHOICES = 10;

/** What an option takes, for people. */
export function wantedBy(type: OptionType): string {
  switch (type.kind) {
    case 'boolean':
      return 'yes or no';
    case 'integer':
      return `a number from ${type.least} to ${type.most}`;
    case 'text':
      return `something like ${type.example}`;
    case 'choice':
      // Nobody listens to a long list.
      if (type.values.length > MOST_CHOICES)
        return `something like ${type.values.slice(0, 3).join(', ')} or ${type.values[3]}`;
      return `one of ${type.values.slice(0, -1).join(', ')} or ${type.values.at(-1)}`;
    case 'list':
      return wantedBy(type.of);
  }
}

/** Pairs that NixOS refuses together. */
const CONTRADICTIONS: readonly (readonly [string, string])[] = [
  ['services.tlp.enable', 'services.power-profiles-daemon.enable'],
  ['services.pulseaudio.enable', 'services.pipewire.pulse.enable'],
  ['networking.networkmanager.enable', 'networking.wireless.enable'],
];

/** The option of the settings that another one forbids. */
export function contradictionIn(settings: SettingsChange, index: SettingsIndex): string | undefined {
  const isOn = (path: string) => presentValue(path, settings, index) === true;
  return CONTRADICTIONS.find((pair) => pair.every(isOn))?.[0];
}
