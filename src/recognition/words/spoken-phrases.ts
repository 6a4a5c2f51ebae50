import type { Vocabulary } from './vocabulary.ts';

/** A word that the speech model lacks, and how it is said in words that it has. */
export interface SpokenWord {
  word: string;
  /** The likeliest first; none when it cannot be said. */
  forms: readonly SpokenForm[];
}

interface SpokenForm {
  text: string;
  /** No other phrase has these words in a row, so who says them means the word. */
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
  const isKnown = remembered(knows);
  const ordinary: string[] = [];
  const lacking: string[] = [];
  const parts = phrases.map((phrase) => phrase.split(' '));
  for (const [at, words] of parts.entries())
    (words.every(isKnown) ? ordinary : lacking).push(phrases[at] as string);
  if (lacking.length === 0) return { phrases, lacking, words: [] };

  const whole = new Set(phrases);
  const formsFor = remembered((word) => formsOf(word).filter((form) => !whole.has(form)));
  const unknown = new Set(parts.flatMap((words) => (words.every(isKnown) ? [] : words)).filter(isUnknown));
  const isOrdinary = occurring([...unknown].flatMap(formsFor), parts);
  const words = [...unknown].map((word) => ({
    word,
    forms: formsFor(word).map((text) => ({ text, sure: !isOrdinary.has(text) })),
  }));
  const said = lacking.flatMap((phrase) => saidInForms(phrase.split(' '), isUnknown, formsFor));
  return { phrases: [...ordinary, ...new Set(said)], lacking, words };

  function isUnknown(word: string): boolean {
    return word !== '' && !isKnown(word);
  }
}

/** One phrase for each form of the word that has most: two words are not said in all ways at once. */
function saidInForms(
  words: readonly string[],
  isUnknown: (word: string) => boolean,
  formsFor: (word: string) => readonly string[],
): readonly string[] {
  const counts = words.filter(isUnknown).map((word) => formsFor(word).length);
  if (counts.length === 0 || counts.includes(0)) return [];
  return Array.from({ length: Math.max(...counts) }, (_, choice) =>
    words
      .map((word) => {
        if (!isUnknown(word)) return word;
        const forms = formsFor(word);
        return forms[Math.min(choice, forms.length - 1)];
      })
      .join(' '),
  );
}

/** Those of `forms` that are in a phrase. */
function occurring(forms: readonly string[], phrases: readonly (readonly string[])[]): ReadonlySet<string> {
  const byFirst = Map.groupBy(
    forms.map((text) => ({ text, words: text.split(' ') })),
    ({ words }) => words[0] as string,
  );
  const found = new Set<string>();
  for (const phrase of phrases) {
    // Fifty thousand words at each start: without an iterator it takes half the time.
    for (let at = 0; at < phrase.length; at++) {
      const begun = byFirst.get(phrase[at] as string);
      if (!begun) continue;
      for (const { text, words } of begun) if (isFormAt(words, phrase, at)) found.add(text);
    }
  }
  return found;
}

/** Whether `form` is said at `at`. Letters amid letters are part of something that is being spelled. */
export function isFormAt(form: readonly string[], said: readonly string[], at: number): boolean {
  for (let offset = 0; offset < form.length; offset++) if (said[at + offset] !== form[offset]) return false;
  return !form.every(isLetter) || !(isLetter(said[at - 1]) || isLetter(said[at + form.length]));
}

function isLetter(word: string | undefined): boolean {
  return word?.length === 1;
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
