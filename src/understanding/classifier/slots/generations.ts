import { wholeLimit } from '../../deletion-limit.ts';
import { type GenerationIntent, generationSlots } from '../../generation-slots.ts';
import type { Slots } from '../../intent.ts';
import type { PackageReading, PackageWords } from '../../package-name.ts';
import { slice, type Words } from '../../words.ts';
import type { Sentence } from '../features.ts';
import type { Spot } from '../spots.ts';
import { takenBackBefore } from './meant.ts';

/** Which generations a sentence is about; of one that corrects itself ("five, I mean six") the last meaning. */
export function fillGenerations(
  intent: GenerationIntent,
  sentence: Sentence,
  readPackage: (said: PackageWords) => PackageReading,
): Slots {
  const measures = sentence.spots.filter(({ kind }) => ['number', 'date', 'duration'].includes(kind));
  const from = takenBackBefore(measures, sentence.words);
  const whole = generationSlots(intent, sentence, readPackage);
  if (from === undefined) return limited(intent, sentence, whole, measures);
  const tail = slice(sentence, from, sentence.words.length);
  const last = limited(intent, tail, generationSlots(intent, tail, readPackage), []);
  const tellsMore = Object.keys(last).length > 0 && last.target !== 'previous' && last.from !== 'previous';
  return tellsMore ? last : limited(intent, sentence, whole, measures);
}

/** What is to be deleted is told wholly, or is asked for. */
function limited(intent: GenerationIntent, { words }: Words, slots: Slots, measures: readonly Spot[]): Slots {
  if (intent !== 'delete_generations') return slots;
  return wholeLimit(words, Object.keys(slots).length === 0 ? numbersAlone(measures) : slots);
}

/** "Delete 31": numbers that are said for nothing else are theirs. */
function numbersAlone(measures: readonly Spot[]): Slots {
  const numbers = measures.flatMap(({ kind, value }) =>
    kind === 'number' && typeof value === 'number' && value > 0 ? [value] : [],
  );
  const isPlain = numbers.length > 0 && numbers.length === measures.length;
  return isPlain ? { numbers: [...new Set(numbers)].sort((a, b) => a - b) } : {};
}
