import { type NameIndex, type NameMatch, nameIndex } from './name-index.ts';
import type { Option } from './option.ts';
import { type ImpliedOption, optionCues } from './option-cues.ts';
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
  /** Units and paths of what is called exactly so. */
  servicesCalled(text: string): readonly string[];
  optionsCalled(text: string): readonly string[];
  /** The option that a sentence wants without naming it, and its value if it tells. */
  implied(words: readonly string[]): ImpliedOption | undefined;
}

/** Its parts for looking up names are built when they are first asked. */
export function settingsIndex(services: readonly Service[], options: readonly Option[]): SettingsIndex {
  const byUnit = new Map(services.map((service) => [service.unit, service]));
  const byPath = new Map(options.map((option) => [option.path, option]));
  let serviceNames: NameIndex<Service> | undefined;
  let optionNames: NameIndex<Option> | undefined;
  let implied: SettingsIndex['implied'] | undefined;
  const ofServices = () => {
    serviceNames ??= nameIndex(services, ({ unit, spoken }) => ({
      name: unit,
      spoken: [unit, ...spoken],
      programs: [],
    }));
    return serviceNames;
  };
  const ofOptions = () => {
    optionNames ??= nameIndex(options, ({ path, spoken }) => ({ name: path, spoken, programs: [] }));
    return optionNames;
  };
  return {
    services,
    options,
    service: (unit) => byUnit.get(unit),
    option: (path) => byPath.get(path),
    servicesNamed: (text, limit) => ofServices().named(text, limit),
    optionsNamed: (text, limit) => ofOptions().named(text, limit),
    servicesCalled: (text) =>
      ofServices()
        .called(text)
        .map(({ unit }) => unit),
    optionsCalled: (text) =>
      ofOptions()
        .called(text)
        .map(({ path }) => path),
    implied: (words) => {
      implied ??= optionCues(options);
      return implied(words);
    },
  };
}
