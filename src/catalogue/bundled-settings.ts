import spokenOptions from '../../grammars/en/options.json' with { type: 'json' };
import spokenServices from '../../grammars/en/services.json' with { type: 'json' };
import options from './bundled/options.json' with { type: 'json' };
import services from './bundled/services.json' with { type: 'json' };
import type { Option } from './option.ts';
import type { Service } from './service.ts';

/** The services of NixOS that people speak of; what they are called is in `grammars/en/services.json`. */
export function bundledServices(): readonly Service[] {
  const names: Readonly<Record<string, readonly string[]>> = spokenServices;
  return services.map((record) => ({ ...record, spoken: names[record.unit] ?? [] }));
}

/** The options of NixOS that people speak of; what they are called is in `grammars/en/options.json`. */
export function bundledOptions(): readonly Option[] {
  const names: Readonly<Record<string, readonly string[]>> = spokenOptions;
  return (options as readonly Omit<Option, 'spoken'>[]).map((record) => ({
    ...record,
    spoken: names[record.path] ?? [],
  }));
}
