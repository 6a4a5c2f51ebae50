import cues from '../../grammars/en/option-cues.json' with { type: 'json' };
import spokenValues from '../../grammars/en/option-values.json' with { type: 'json' };
import spokenOptions from '../../grammars/en/options.json' with { type: 'json' };
import spokenServices from '../../grammars/en/services.json' with { type: 'json' };
import options from './bundled/options.json' with { type: 'json' };
import services from './bundled/services.json' with { type: 'json' };
import type { Option, OptionCue, OptionScalar } from './option.ts';
import type { Service } from './service.ts';

/** The services of NixOS that people speak of; what they are called is in `grammars/en/services.json`. */
export function bundledServices(): readonly Service[] {
  const names: Readonly<Record<string, readonly string[]>> = spokenServices;
  return services.map((record) => ({ ...record, spoken: names[record.unit] ?? [] }));
}

/**
 * The options of NixOS that people speak of; what they and their values are called is in `grammars/en/options.json` and
 * `option-values.json`, and how people want them without naming them in `option-cues.json`.
 */
export function bundledOptions(): readonly Option[] {
  const names: Readonly<Record<string, readonly string[]>> = spokenOptions;
  const values = spokenValues as Readonly<Record<string, Option['spokenValues']>>;
  const wishes = cues as Readonly<Record<string, Wishes>>;
  return (options as readonly Omit<Option, 'spoken'>[]).map((record) => ({
    ...record,
    spoken: names[record.path] ?? [],
    spokenValues: values[record.path] ?? {},
    cues: cuesFrom(wishes[record.path] ?? {}),
  }));
}

/** What people say who want an option on, off, at a value, or at one that they say. */
interface Wishes {
  on?: readonly string[];
  off?: readonly string[];
  any?: readonly string[];
  to?: readonly { value: OptionScalar; when: readonly string[] }[];
}

function cuesFrom({ on = [], off = [], any = [], to = [] }: Wishes): readonly OptionCue[] {
  return [
    ...on.map((words) => ({ words, value: true })),
    ...off.map((words) => ({ words, value: false })),
    ...any.map((words) => ({ words })),
    ...to.flatMap(({ value, when }) => when.map((words) => ({ words, value }))),
  ];
}
