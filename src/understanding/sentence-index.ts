import { ANY_WORD, type SentenceOutlines } from './sentence-outlines.ts';

/** No word of any outline. */
const UNKNOWN = -1;
const NONE: readonly number[] = [];

/** Some sentences; each is filed under the words of its rarest need, where it has one. */
interface Filed {
  all: readonly number[];
  byWord: ReadonlyMap<number, readonly number[]>;
  withoutNeed: readonly number[];
}

/** The sentences of a grammar, by their places, looked up by what their outlines tell. */
export class SentenceIndex {
  readonly #outlines: SentenceOutlines;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #begun = new Map<number, Filed>();
  readonly #open: Filed;

  constructor(outlines: SentenceOutlines) {
    this.#outlines = outlines;
    this.#numbers = new Map(outlines.words.map((word, number) => [word, number]));
    this.#open = this.#fileWhere((set) => set === ANY_WORD);
  }

  /** Those that begin with `word`, but for those that can begin with any word. */
  begunBy(word: string): readonly number[] {
    return this.#begunBy(this.#numberOf(word))?.all ?? NONE;
  }

  /** Those that `words` can be; the ones that can begin with any word come last. */
  possible(words: readonly string[]): readonly number[] {
    const numbers = words.map((word) => this.#numberOf(word));
    const begun = this.#begunBy(numbers[0] ?? UNKNOWN);
    return [...(begun ? this.#possibleOf(begun, numbers) : NONE), ...this.#possibleOf(this.#open, numbers)];
  }

  #numberOf(word: string): number {
    return this.#numbers.get(word) ?? UNKNOWN;
  }

  #begunBy(word: number): Filed | undefined {
    if (word === UNKNOWN) return undefined;
    let begun = this.#begun.get(word);
    begun ??= this.#fileWhere((set) => set !== ANY_WORD && this.#has(set, word));
    this.#begun.set(word, begun);
    return begun;
  }

  #fileWhere(fits: (set: number) => boolean): Filed {
    const { begins, rarestNeed, members, bounds } = this.#outlines;
    const all = Array.from(begins.keys()).filter((sentence) => fits(begins[sentence] as number));
    const byWord = new Map<number, number[]>();
    const withoutNeed: number[] = [];
    for (const sentence of all) {
      const rarest = rarestNeed[sentence] as number;
      if (rarest === ANY_WORD) withoutNeed.push(sentence);
      else
        for (const word of members.subarray(bounds[rarest], bounds[rarest + 1])) {
          const filed = byWord.get(word);
          if (filed) filed.push(sentence);
          else byWord.set(word, [sentence]);
        }
    }
    return { all, byWord, withoutNeed };
  }

  #possibleOf({ byWord, withoutNeed }: Filed, words: readonly number[]): readonly number[] {
    const found = new Set<number>();
    const addFrom = (sentences: readonly number[]) => {
      for (const sentence of sentences) if (this.#mayBe(sentence, words)) found.add(sentence);
    };
    addFrom(withoutNeed);
    for (const word of words) addFrom(byWord.get(word) ?? NONE);
    return [...found].sort((a, b) => a - b);
  }

  #mayBe(sentence: number, words: readonly number[]): boolean {
    const { least, most, ends, needs, needBounds } = this.#outlines;
    const { length } = words;
    if (length < (least[sentence] as number) || length > (most[sentence] as number)) return false;
    const end = ends[sentence] as number;
    if (end !== ANY_WORD && !this.#has(end, words[length - 1] as number)) return false;
    let at = 0;
    for (let next = needBounds[sentence] as number; next < (needBounds[sentence + 1] as number); next++) {
      while (at < length && !this.#has(needs[next] as number, words[at] as number)) at++;
      if (at++ >= length) return false;
    }
    return true;
  }

  /** Looks in the middle of what is left of the set, again and again. */
  #has(set: number, word: number): boolean {
    const { members, bounds } = this.#outlines;
    let low = bounds[set] as number;
    let high = (bounds[set + 1] as number) - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = members[middle] as number;
      if (found === word) return true;
      if (found < word) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }
}
