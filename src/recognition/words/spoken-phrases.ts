import type { Vocabulary } from './vocabulary.ts';

/** A word that the speech model lacks, and how it is said in words that it has. */
export interface SpokenWord {
  word: string;
  /** The likeliest first; none when it cannot be said. */
  forms: readonly SpokenForm[];
}

export interface SpokenForm {
  text: string;
  /** Nothing else that is expected has these words in a row, so who says them means the word. */
  sure: boolean;
}

export interface SpokenPhrases {
  /** In known words only. */
  phrases: readonly string[];
  /** Those that have a word which the model lacks, whether they can be said all the same or not. */
  lacking: readonly string[];
  words: readonly SpokenWord[];
}

/**
 * `phrases` as they can be said: those with words that the model lacks in their spoken forms. A form that is itself a
 * whole phrase is refused.
 */
export function spokenPhrases(
  phrases: readonly string[],
  knows: Vocabulary['knows'],
  formsOf: (word: string) => readonly string[],
): SpokenPhrases {
  const split = phrases.map((phrase) => phrase.split(/\s+/).filter((word) => word !== ''));
  const isKnown = remembered(knows);
  const ordinary = split.filter((words) => words.length > 0 && words.every(isKnown));
  if (ordinary.length === phrases.length) return { phrases, lacking: [], words: [] };

  const whole = new Set(phrases);
  const isExpected = rowsOf(ordinary);
  const spoken = remembered((word): SpokenWord => {
    const forms = formsOf(word).filter((text) => !whole.has(text));
    return { word, forms: forms.map((text) => ({ text, sure: !isExpected(text) })) };
  });
  const said: string[] = [];
  const lacking: string[] = [];
  const words = new Map<string, SpokenWord>();
  for (const [at, parts] of split.entries()) {
    const phrase = phrases[at] as string;
    const unknown = parts.filter((word) => !isKnown(word)).map(spoken);
    if (parts.length === 0 || unknown.length > 0) lacking.push(phrase);
    else said.push(phrase);
    for (const found of unknown) words.set(found.word, found);
    if (unknown.some(({ forms }) => forms.length === 0)) continue;
    const mostForms = Math.max(0, ...unknown.map(({ forms }) => forms.length));
    for (let form = 0; form < mostForms; form++) said.push(parts.map(saidAs(form)).join(' '));
  }
  return { phrases: [...new Set(said)], lacking, words: [...words.values()] };

  function saidAs(form: number): (word: string) => string {
    return (word) => {
      if (isKnown(word)) return word;
      const { forms } = spoken(word);
      return forms[Math.min(form, forms.length - 1)]?.text ?? word;
    };
  }
}

/** Whether words in a row may occur in `phrases`: each of them, and each two that follow one another. */
function rowsOf(phrases: readonly (readonly string[])[]): (text: string) => boolean {
  const rows = new Set<string>();
  for (const words of phrases) {
    for (const [at, word] of words.entries()) {
      rows.add(word);
      if (at > 0) rows.add(`${words[at - 1]} ${word}`);
    }
  }
  return (text) => {
    const words = text.split(' ');
    return words.every((word, at) => rows.has(at === 0 ? word : `${words[at - 1]} ${word}`));
  };
}

function remembered<Value>(find: (word: string) => Value): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    let value = known.get(word);
    if (value === undefined) {
      value = find(word);
      known.set(word, value);
    }
    return value;
  };
}
