import { joinedName, wordsOf } from './words.ts';

/** What something is called. */
export interface Called {
  /** In Nix: an attribute, a unit, an option's path. */
  name: string;
  /** As people say it. */
  spoken: readonly string[];
  /** Commands it brings. */
  programs: readonly string[];
}

/** Under what a name is looked up: as it is written, in words, without gaps, as a command, by its first words. */
export const KEY_KINDS = ['written', 'words', 'joined', 'program', 'beginning'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** Spelled names begin with letters: those alone begin too many. */
const LETTERS = /^.( .)*$/u;

/** Gives each key of what is called so, some more than once. */
export function eachKey(
  { name, spoken, programs }: Called,
  take: (kind: KeyKind, key: string) => void,
): void {
  take('written', name.toLowerCase());
  for (const text of spoken) {
    const words = wordsOf(text);
    take('words', words.join(' '));
    take('joined', joinedName(words));
    for (let length = 1; length < words.length; length++) {
      const beginning = words.slice(0, length).join(' ');
      if (beginning.length > 2 && !LETTERS.test(beginning)) take('beginning', beginning);
    }
  }
  for (const program of programs) take('program', joinedName(wordsOf(program)));
}
