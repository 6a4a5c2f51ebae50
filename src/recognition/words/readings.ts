import { isFormAt, type SpokenWord } from './spoken-phrases.ts';

/** What a transcript may say, best first; itself among it. */
export type Readings = (text: string) => readonly string[];

interface Form {
  parts: readonly string[];
  word: string;
  sure: boolean;
}

/** More than two words that are said alike are not told apart. */
const MOST_WORDS = 2;

/**
 * Reads spoken forms as the words they stand for. Where only such a word can be meant it comes first; where the transcript
 * has a meaning of its own, that comes first.
 */
export function readingsFrom(words: readonly SpokenWord[]): Readings {
  const byFirst = new Map<string, Form[]>();
  for (const { word, forms } of words) {
    for (const { text, sure } of forms) {
      const parts = text.split(' ');
      const first = parts[0] as string;
      const others = byFirst.get(first);
      if (others) others.push({ parts, word, sure });
      else byFirst.set(first, [{ parts, word, sure }]);
    }
  }
  for (const forms of byFirst.values()) forms.sort((a, b) => b.parts.length - a.parts.length);
  if (byFirst.size === 0) return (text) => [text];

  return (text) => {
    const said = text.split(' ');
    if (!said.some((word) => byFirst.has(word))) return [text];
    const sure: string[] = [];
    const all: string[] = [];
    for (let choice = 0; choice < MOST_WORDS; choice++) {
      sure.push(read(said, choice, (form) => form.sure));
      all.push(read(said, choice, () => true));
    }
    return [...new Set([...sure.filter((reading) => reading !== text), text, ...all])];
  };

  function read(said: readonly string[], choice: number, counts: (form: Form) => boolean): string {
    const result: string[] = [];
    for (let at = 0; at < said.length; ) {
      const fitting = (byFirst.get(said[at] as string) ?? []).filter(
        (form) => counts(form) && isFormAt(form.parts, said, at),
      );
      const [longest] = fitting;
      const alike = fitting.filter((form) => form.parts.length === longest?.parts.length);
      const form = alike[Math.min(choice, alike.length - 1)];
      result.push(form?.word ?? (said[at] as string));
      at += form?.parts.length ?? 1;
    }
    return result.join(' ');
  }
}
