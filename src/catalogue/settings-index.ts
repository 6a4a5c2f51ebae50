import { type NameMatch, nameIndex } from './name-index.ts';
import type { Option } from './option.ts';
import type { Service } from './service.ts';

/** Services and options, by their names in NixOS and by what people call them. Pure. */
export interface SettingsIndex {
  services: readonly Service[];
  options: readonly Option[];
  service(unit: string): Service | undefined;
  option(path: string): Option | undefined;
  /** What a name, as heard or typed, may mean; best first, at most `limit`; empty when nothing is near. */
  servicesNamed(text: string, limit: number): readonly NameMatch<Service>[];
  optionsNamed(text: string, limit: number): readonly NameMatch<Option>[];
}

/** Its parts for looking up names are built when they are first asked. */
export function settingsIndex(services: readonly Service[], options: readonly Option[]): SettingsIndex {
  const byUnit = new Map(services.map((service) => [service.unit, service]));
  const byPath = new Map(options.map((option) => [option.path, option]));
  let servicesNamed: SettingsIndex['servicesNamed'] | undefined;
  let optionsNamed: SettingsIndex['optionsNamed'] | undefined;
  return {
    services,
    options,
    service: (unit) => byUnit.get(unit),
    option: (path) => byPath.get(path),
    servicesNamed(text, limit) {
      servicesNamed ??= nameIndex(services, ({ unit, spoken }) => ({
        name: unit,
        spoken: [unit, ...spoken],
        programs: [],
      }));
      return servicesNamed(text, limit);
    },
    optionsNamed(text, limit) {
      optionsNamed ??= nameIndex(options, ({ path, spoken }) => ({ name: path, spoken, programs: [] }));
      return optionsNamed(text, limit);
    },
  };
}
