import type { Catalogue } from '#catalogue/catalogue.ts';

/** What words are called exactly so. */
interface Found {
  packages: readonly string[];
  services: readonly string[];
  options: readonly string[];
}

export type FindNames = (text: string) => Found | undefined;

/** Said behind the name of a service, and of nothing else. */
const SERVICE_NOUN = /^(?:the )?(.+) (?:service|daemon|server)$/;

/** Looks names up; the parts of one sentence come up again and again. */
export function nameFinder({ packages, settings }: Pick<Catalogue, 'packages' | 'settings'>): FindNames {
  const known = new Map<string, Found | undefined>();
  return (text) => {
    if (known.has(text)) return known.get(text);
    const service = SERVICE_NOUN.exec(text)?.[1];
    const names = service === undefined ? [text] : [text, service];
    const found = {
      packages: packages.called(text),
      services: [...new Set(names.flatMap((name) => settings.servicesCalled(name)))],
      options: settings.optionsCalled(text),
    };
    const isName = found.packages.length + found.services.length + found.options.length > 0;
    known.set(text, isName ? found : undefined);
    return isName ? found : undefined;
  };
}
