/** How many words may be looked at for one utterance, each as often as a part with it is read. */
export interface Effort {
  /** Whether a part of so many words may still be read. */
  spend(words: number): boolean;
  /** Something was not read any more. */
  isSpent(): boolean;
}

export function effortOf(most: number): Effort {
  let spent = 0;
  return {
    spend(words) {
      spent += words;
      return spent <= most;
    },
    isSpent: () => spent > most,
  };
}
