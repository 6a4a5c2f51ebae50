import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Attribute } from '../attribute.ts';
import type { SourcePlace } from '../evaluation/log-line.ts';
import { MANAGED_MODULE } from '../managed-config.ts';
import type { OptionPath } from '../names.ts';
import type { NixPlaces } from '../places.ts';
import { optionMentions } from './option-mentions.ts';
import { packageMentions } from './package-mentions.ts';

type ConfigurationPlace = Pick<NixPlaces, 'configuration'>;

const MOST_FILES = 1_000;
const MOST_BYTES = 1_000_000;

/**
 * Where the user's own files name a package: those in lists first, which install it. `files`: only in these, which an
 * evaluation told. What cannot be read is not seen.
 */
export function packageByHand(
  { configuration }: ConfigurationPlace,
  attribute: Attribute,
  files: readonly string[] = ownFiles(configuration),
): readonly SourcePlace[] {
  const found = textsOf(files).flatMap(({ file, text }) =>
    packageMentions(text, attribute).map(({ line, listed }) => ({ place: { file, line }, listed })),
  );
  return [...found.filter(({ listed }) => listed), ...found.filter(({ listed }) => !listed)].map(
    ({ place }) => place,
  );
}

/** Where the user's own files set an option. */
export function optionByHand(
  { configuration }: ConfigurationPlace,
  option: OptionPath,
  files: readonly string[] = ownFiles(configuration),
): readonly SourcePlace[] {
  return textsOf(files).flatMap(({ file, text }) =>
    optionMentions(text, option).map((line) => ({ file, line })),
  );
}

const FETCHES = /\b(?:fetchTarball|fetchGit|fetchTree|fetchMercurial|fetchurl|getFlake)\b/;

/** Whether the user's own files fetch something when they are evaluated, be it only when what they have is old. */
export function fetchesByHand({ configuration }: ConfigurationPlace): boolean {
  return textsOf(ownFiles(configuration)).some(({ text }) => FETCHES.test(text));
}

/** The files of Nix in `folder` and below, but ours. */
function ownFiles(folder: string): readonly string[] {
  const files: string[] = [];
  const look = (at: string) => {
    for (const entry of namesIn(at)) {
      const file = join(at, entry.name);
      if (entry.isDirectory() && entry.name !== '.git') look(file);
      else if (entry.name.endsWith('.nix') && files.length < MOST_FILES) files.push(file);
    }
  };
  look(folder);
  return files;
}

function textsOf(files: readonly string[]): readonly { file: string; text: string }[] {
  return files.flatMap((file) => {
    const text = basename(file) === MANAGED_MODULE ? undefined : readText(file);
    return text === undefined ? [] : [{ file, text }];
  });
}

function namesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function readText(file: string): string | undefined {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= MOST_BYTES ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
