import type { Package } from '#catalogue/package.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayFirst } from './say-list.ts';
import { saySize } from './say-size.ts';
import { sayVersion } from './say-version.ts';
import { capitalized, shortened } from './speakable.ts';

/** What the catalogue knows of a package; what it does not know is not said. */
export function sayPackage(
  { package: found, installed }: { package: Package; installed: boolean },
  verbosity: Verbosity,
  { names }: PhrasingContext,
): string {
  const what = `${capitalized(names(found.attribute))}, version ${sayVersion(found.version)}`;
  const sentences = [found.description ? `${what}: ${shortened(found.description)}.` : `${what}.`];
  sentences.push(installed ? 'It is installed.' : 'It is not installed.', ...warnings(found));
  if (verbosity === 'detailed') {
    if (found.programs.length > 0) sentences.push(`It brings ${sayFirst(found.programs, 4)}.`);
    if (found.diskBytes > 0)
      sentences.push(
        `It downloads ${saySize(found.downloadBytes)} and takes ${saySize(found.diskBytes)} on disk.`,
      );
  }
  if (!installed && verbosity !== 'brief') sentences.push('Say install it to have it.');
  return sentences.join(' ');
}

function warnings({ unfree, broken, insecure }: Package): string[] {
  const all: [boolean | undefined, string][] = [
    [unfree, 'It is not free software, which the configuration has to allow.'],
    [broken, 'It is marked as broken.'],
    [insecure, 'It is known to be insecure.'],
  ];
  return all.flatMap(([is, sentence]) => (is ? [sentence] : []));
}
