import type { Catalogue } from '#catalogue/catalogue.ts';
import { spokenOption } from '#catalogue/option.ts';
import { plainName, withOwnNames } from '#catalogue/own-names.ts';
import { spokenName } from '#catalogue/package.ts';
import { spokenService } from '#catalogue/service.ts';
import type { GrammarName } from './grammar.ts';
import type { Finding } from './lint.ts';
import { packageReader } from './package-name.ts';
import { readOptionName, readServiceNames } from './setting-name.ts';

/** Names in a grammar file that name nothing, that something else has already, or that cannot be understood. */
export function lintNames(names: readonly GrammarName[], bundled: Catalogue): readonly Finding[] {
  const catalogue = withOwnNames(bundled, names);
  return names.flatMap((own) => {
    const message = wrongWith(own, names, bundled, catalogue);
    return message === undefined ? [] : [{ file: own.file, line: own.line, message }];
  });
}

function wrongWith(
  own: GrammarName,
  all: readonly GrammarName[],
  bundled: Catalogue,
  catalogue: Catalogue,
): string | undefined {
  const { kind, name, spoken } = own;
  if (saidFor(own, name, bundled) === undefined) return `there is no ${kind} “${name}”`;
  const other = all.find(
    (one) => one.kind === kind && one.name !== name && plain(one.spoken) === plain(spoken),
  );
  if (other) return `“${spoken}” is what ${other.name} is called too: which one is meant will be asked`;
  const before = calledIn(bundled, own).find((called) => called !== name);
  if (before !== undefined)
    return `“${spoken}” was a name of ${saidFor(own, before, bundled)}, and now means ${name}`;
  const meant = meantBy(own, catalogue);
  return meant === name ? undefined : `“${spoken}” cannot be understood as a name`;
}

function plain(spoken: string): string {
  return plainName(spoken.split(' ')).join(' ');
}

/** How we say something; undefined when there is no such thing. */
function saidFor({ kind }: GrammarName, name: string, { packages, settings }: Catalogue): string | undefined {
  switch (kind) {
    case 'package': {
      const found = packages.byAttribute(name);
      return found && spokenName(found);
    }
    case 'service': {
      const found = settings.service(name);
      return found && spokenService(name, found);
    }
    case 'option': {
      const found = settings.option(name);
      return found && spokenOption(name, found);
    }
  }
}

function calledIn({ packages, settings }: Catalogue, { kind, spoken }: GrammarName): readonly string[] {
  const text = plain(spoken);
  switch (kind) {
    case 'package':
      return packages.called(text);
    case 'service':
      return settings.servicesCalled(text);
    case 'option':
      return settings.optionsCalled(text);
  }
}

function meantBy({ kind, spoken }: GrammarName, { packages, settings }: Catalogue): string | undefined {
  const words = spoken.split(' ');
  if (kind === 'package') {
    const found = packageReader(packages)({ words, breaks: new Set() });
    return found.type === 'packages' && found.attributes.length === 1 ? found.attributes[0] : undefined;
  }
  const found =
    kind === 'service' ? readServiceNames(words, settings) : readOptionName(words, settings, () => true);
  return found.type === 'names' && found.names.length === 1 ? found.names[0] : undefined;
}
