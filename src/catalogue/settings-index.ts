import type { Option } from './option.ts';
import type { Service } from './service.ts';

/** Services and options by their names in NixOS. Pure. */
export interface SettingsIndex {
  services: readonly Service[];
  options: readonly Option[];
  service(unit: string): Service | undefined;
  option(path: string): Option | undefined;
}

export function settingsIndex(services: readonly Service[], options: readonly Option[]): SettingsIndex {
  const byUnit = new Map(services.map((service) => [service.unit, service]));
  const byPath = new Map(options.map((option) => [option.path, option]));
  return {
    services,
    options,
    service: (unit) => byUnit.get(unit),
    option: (path) => byPath.get(path),
  };
}
