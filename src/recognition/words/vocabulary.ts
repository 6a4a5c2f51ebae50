import type { NearWord } from './sounds-like.ts';

/** What spoken forms are made of. */
export interface Vocabulary {
  knows(word: string): boolean;
  /** Known words that sound like `word`, the most alike first. */
  near(word: string): readonly NearWord[];
}
