import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NearWord, soundsLike } from '../words/sounds-like.ts';
import { spokenForms } from '../words/spoken-forms.ts';

/** Spoken forms in the words of one model, each worked out once. */
export interface SpokenWords {
  knows(word: string): boolean;
  formsOf(word: string): readonly string[];
}

/**
 * `folder`: of the model. Small models list their words in a file; for one that does not, `others` are what may sound
 * alike, as far as the model knows them.
 */
export function createSpokenWords(
  hasWord: (word: string) => boolean,
  folder: string,
  others: () => Iterable<string>,
): SpokenWords {
  const forms = new Map<string, readonly string[]>();
  let near: ((word: string) => readonly NearWord[]) | undefined;
  const vocabulary = {
    knows: hasWord,
    near(word: string) {
      near ??= soundsLike(listedWords(folder) ?? [...new Set(others())].filter(hasWord));
      return near(word);
    },
  };
  return {
    knows: hasWord,
    formsOf(word) {
      const known = forms.get(word) ?? spokenForms(word, vocabulary);
      forms.set(word, known);
      return known;
    },
  };
}

/** `graph/words.txt`: a word and its number in each line; words only, not what stands for silence or noise. */
function listedWords(folder: string): readonly string[] | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'graph/words.txt'), 'utf8');
  } catch {
    return undefined;
  }
  return text.match(/^[\p{L}']{2,}(?= )/gmu) ?? [];
}
