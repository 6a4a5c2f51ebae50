/** A sentence template as a tree. `words` are canonical for matching, `text` is as written for sampling. */
export type Template =
  | { type: 'words'; text: string; words: readonly string[] }
  | { type: 'sequence'; items: readonly Template[] }
  /** One of them; an optional is a choice with an empty sequence. */
  | { type: 'choice'; items: readonly Template[] }
  /** All of them, in any order. */
  | { type: 'permutation'; items: readonly Template[] }
  | { type: 'list'; list: string; slot: string }
  | { type: 'rule'; rule: string };

export const EMPTY: Template = { type: 'sequence', items: [] };
