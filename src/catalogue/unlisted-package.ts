import type { Package } from './package.ts';

/** What is told of a package that no catalogue has. */
export function unlistedPackage(attribute: string): Package {
  return {
    attribute,
    version: '',
    description: 'Not in the catalogue',
    programs: [],
    spoken: [],
    keywords: [],
    downloadBytes: 0,
    diskBytes: 0,
  };
}
