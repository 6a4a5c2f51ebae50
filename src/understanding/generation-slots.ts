import { comparisonWords } from './comparison-words.ts';
import { deletionWords } from './deletion-words.ts';
import type { Slots } from './intent.ts';
import type { PackageReading, PackageWords } from './package-name.ts';
import { rollbackWords } from './rollback-words.ts';
import type { Words } from './words.ts';

export type GenerationIntent = 'rollback' | 'compare_generations' | 'delete_generations';

/** What a sentence that no template fits tells of generations, once it is known what it asks for. Total. */
export function generationSlots(
  intent: GenerationIntent,
  said: Words,
  readPackage: (said: PackageWords) => PackageReading,
): Slots {
  switch (intent) {
    case 'rollback':
      return rollbackWords(said, readPackage);
    case 'compare_generations':
      return comparisonWords(said.words);
    case 'delete_generations':
      return deletionWords(said);
  }
}
