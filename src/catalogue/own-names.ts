import { lettersOf } from './beginnings.ts';
import type { Catalogue } from './catalogue.ts';
import type { Option } from './option.ts';
import { type Package, type PackageIndex, spokenName } from './package.ts';
import type { Service } from './service.ts';
import type { SettingsIndex } from './settings-index.ts';
import { joinedName, wordsOf } from './words.ts';

/** What a person calls something, besides the names that we bring. */
export interface OwnName {
  kind: 'package' | 'service' | 'option';
  /** In Nix: an attribute, a unit, an option's path. */
  name: string;
  spoken: string;
}

/**
 * The catalogue with names of a person's own. They go before the names that we bring, and hold only as they are; how we
 * say things stays the same. What the catalogue does not have cannot be named.
 */
export function withOwnNames(catalogue: Catalogue, own: readonly OwnName[]): Catalogue {
  if (own.length === 0) return catalogue;
  return {
    ...catalogue,
    packages: packagesWith(catalogue.packages, ownOf(own, 'package')),
    settings: settingsWith(catalogue.settings, ownOf(own, 'service'), ownOf(own, 'option')),
  };
}

/** Said in front of a name, it makes no other name of it. */
const IN_FRONT = new Set('the my our this that a an'.split(' '));

/** A name without "the" or "my" in front. */
export function plainName(words: readonly string[]): readonly string[] {
  let from = 0;
  while (from < words.length - 1 && IN_FRONT.has(words[from] as string)) from++;
  return words.slice(from);
}

interface Own {
  /** Names in Nix of what is called so. */
  called(text: string): readonly string[];
  /** Names in Nix of what is called something that begins so. */
  beginning(letters: string): readonly string[];
  /** What `name` is called. */
  spoken(name: string): readonly string[];
}

function ownOf(all: readonly OwnName[], kind: OwnName['kind']): Own {
  const names = new Map<string, Set<string>>();
  const spoken = new Map<string, string[]>();
  for (const own of all) {
    if (own.kind !== kind) continue;
    const key = keyOf(own.spoken);
    names.set(key, (names.get(key) ?? new Set()).add(own.name));
    spoken.set(own.name, [...(spoken.get(own.name) ?? []), own.spoken]);
  }
  return {
    called: (text) => [...(names.get(keyOf(text)) ?? [])],
    beginning: (letters) =>
      [...spoken].flatMap(([name, all]) =>
        all.some((said) => lettersOf(said).startsWith(letters)) ? [name] : [],
      ),
    spoken: (name) => spoken.get(name) ?? [],
  };
}

function keyOf(text: string): string {
  return joinedName(plainName(wordsOf(text)));
}

function packagesWith(base: PackageIndex, own: Own): PackageIndex {
  const ownCalled = (text: string) => own.called(text).flatMap((name) => base.byAttribute(name) ?? []);
  const withOwn = (found: Package) => saidToo(found, own.spoken(found.attribute), spokenName);
  let from: readonly Package[] | undefined;
  let all: readonly Package[] = [];
  return {
    ...base,
    get size() {
      return base.size;
    },
    all() {
      if (from !== base.all()) {
        from = base.all();
        all = from.map(withOwn);
      }
      return all;
    },
    byAttribute(attribute) {
      const found = base.byAttribute(attribute);
      return found && withOwn(found);
    },
    at(position) {
      const found = base.at(position);
      return found && withOwn(found);
    },
    beginning(letters, limit) {
      const found = own.beginning(letters).flatMap((name) => base.byAttribute(name) ?? []);
      return [...new Set([...found, ...base.beginning(letters, limit)])].slice(0, limit).map(withOwn);
    },
    named(text, limit) {
      const found = ownCalled(text).slice(0, limit);
      return found.length > 0 ? found.map((item) => exactly({ package: item })) : base.named(text, limit);
    },
    called(text) {
      const found = ownCalled(text);
      return found.length > 0 ? found.map(({ attribute }) => attribute) : base.called(text);
    },
  };
}

function settingsWith(base: SettingsIndex, ownServices: Own, ownOptions: Own): SettingsIndex {
  const servicesCalled = (text: string) =>
    ownServices.called(text).flatMap((unit) => base.service(unit) ?? []);
  const optionsCalled = (text: string) => ownOptions.called(text).flatMap((path) => base.option(path) ?? []);
  let services: readonly Service[] | undefined;
  let options: readonly Option[] | undefined;
  return {
    ...base,
    get services() {
      services ??= base.services.map((found) => saidToo(found, ownServices.spoken(found.unit)));
      return services;
    },
    get options() {
      options ??= base.options.map((found) => saidToo(found, ownOptions.spoken(found.path)));
      return options;
    },
    servicesNamed(text, limit) {
      const found = servicesCalled(text).slice(0, limit);
      return found.length > 0 ? found.map((item) => exactly({ item })) : base.servicesNamed(text, limit);
    },
    optionsNamed(text, limit) {
      const found = optionsCalled(text).slice(0, limit);
      return found.length > 0 ? found.map((item) => exactly({ item })) : base.optionsNamed(text, limit);
    },
    servicesCalled(text) {
      const found = servicesCalled(text);
      return found.length > 0 ? found.map(({ unit }) => unit) : base.servicesCalled(text);
    },
    optionsCalled(text) {
      const found = optionsCalled(text);
      return found.length > 0 ? found.map(({ path }) => path) : base.optionsCalled(text);
    },
    implied: (words) => base.implied(words),
  };
}

function exactly<Found extends object>(found: Found): Found & { score: number; how: 'spoken' } {
  return { ...found, score: 1, how: 'spoken' };
}

/** Behind the names that we bring, of which the first is how we say it. */
function saidToo<Item extends { spoken: readonly string[] }>(
  found: Item,
  more: readonly string[],
  usual?: (found: Item) => string,
): Item {
  if (more.length === 0) return found;
  const ours = found.spoken.length === 0 && usual ? [usual(found)] : found.spoken;
  return { ...found, spoken: [...ours, ...more] };
}
