import { z } from 'zod';
import type { Catalogue } from '#catalogue/catalogue.ts';
import { plainName } from '#catalogue/own-names.ts';
import { riskOfIntent } from './interpret.ts';

/** What a person chose for a name that may mean several things: from then on it means that. */
export const RememberedName = z.strictObject({
  kind: z.enum(['package', 'service', 'option']),
  /** In Nix: an attribute, a unit, an option's path. */
  name: z.string().min(1).max(150),
  /** The words, without "the" or "my" in front. */
  spoken: z.string().min(1).max(100),
});
export type RememberedName = z.infer<typeof RememberedName>;
type Kind = RememberedName['kind'];

/** The oldest are forgotten for the newest. */
const MOST_NAMES = 200;
/** More words are a sentence. */
const MOST_WORDS = 6;

/** What is remembered, as sentences meet it. */
export interface Remembered {
  /** What the words mean as such a name, where it is still there and nothing that cannot be undone is asked for. */
  meant(kind: Kind, words: readonly string[], intent: string): string | undefined;
  /** The name that the words are, as it is remembered. */
  known(words: readonly string[]): string | undefined;
}

export function remembering({
  remembered = [],
  installed,
  packages,
  settings,
}: Pick<Catalogue, 'packages' | 'settings'> & {
  remembered?: readonly RememberedName[];
  installed: readonly string[];
}): Remembered {
  const isThere = (kind: Kind, name: string, intent: string): boolean => {
    if (kind === 'service') return settings.service(name) !== undefined;
    if (kind === 'option') return settings.option(name) !== undefined;
    const isGone = intent === 'remove_package' && installed.length > 0 && !installed.includes(name);
    return packages.byAttribute(name) !== undefined && !isGone;
  };
  return {
    meant(kind, words, intent) {
      if (remembered.length === 0 || riskOfIntent(intent) === 'irreversible') return undefined;
      const spoken = spokenAs(words);
      const found = remembered.find((one) => one.kind === kind && one.spoken === spoken);
      return found && isThere(kind, found.name, intent) ? found.name : undefined;
    },
    known(words) {
      const spoken = spokenAs(words);
      return remembered.find((one) => one.spoken === spoken)?.spoken;
    },
  };
}

/** "My editor" and "the editor" are one name; undefined: no name that could be remembered. */
export function spokenAs(words: readonly string[]): string | undefined {
  const plain = plainName(words);
  const spoken = plain.join(' ');
  return plain.length <= MOST_WORDS && spoken !== '' && spoken.length <= 100 ? spoken : undefined;
}

/** With one more, newest last; what it meant before is forgotten. */
export function withName(
  names: readonly RememberedName[],
  { kind, name, spoken }: RememberedName,
): readonly RememberedName[] {
  const others = names.filter((one) => one.kind !== kind || one.spoken !== spoken);
  return [...others, { kind, name, spoken }].slice(-MOST_NAMES);
}

/** Without what these words mean, whatever it is; null: without all. */
export function withoutName(
  names: readonly RememberedName[],
  spoken: string | null,
): readonly RememberedName[] {
  return spoken === null ? [] : names.filter((one) => one.spoken !== spoken);
}
