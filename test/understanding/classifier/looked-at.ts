import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { pathsFrom } from '#config/paths.ts';
import { lazyClassifier } from '#config/read-classifier.ts';
import type { Sentence } from '#understanding/classifier/features.ts';
import { guess } from '#understanding/classifier/guess.ts';
import { nameFinder } from '#understanding/classifier/names.ts';
import { sentenceOf } from '#understanding/classifier/sentence.ts';
import { fillSlots } from '#understanding/classifier/slots/fill.ts';
import type { Filled } from '#understanding/classifier/slots/filled.ts';
import { REMEMBERED } from '#understanding/examples.ts';
import { IDLE } from '#understanding/expectation.ts';
import { packageReader } from '#understanding/package-name.ts';
import { readProgramName } from '#understanding/program-name.ts';
import type { World } from '#understanding/understand-text.ts';
import { slice, wordsOf } from '#understanding/words.ts';

export const world: World = { ...bundledCatalogue(), installed: ['vim', 'firefox'], remembered: REMEMBERED };
export const findNames = nameFinder(world);
export const classifier = lazyClassifier(pathsFrom({}).classifier)();

export function lookedAt(text: string, state: Sentence['state'] = 'idle'): Sentence {
  return sentenceOf(wordsOf(text), state, findNames, classifier.everyday);
}

/** The slots of `intent` that `text` gives, in a short form for tables. */
export function filledFrom(text: string, intent: string): string {
  const sentence = lookedAt(text);
  const filled = fillSlots({ intent, slots: {} }, sentence, {
    world,
    readPackage: packageReader(world.packages),
    readProgram: (words) => readProgramName(words, world.packages),
    isEveryday: (word) => classifier.everyday.has(word),
    probabilityOf: (from, to) => {
      const part = guess(slice(sentence, from, to), IDLE, classifier, findNames);
      return part?.ranked.find(({ label }) => label.intent === intent)?.probability ?? 0;
    },
  });
  return inShort(filled);
}

function inShort(filled: Filled): string {
  switch (filled.type) {
    case 'filled':
      return filled.slots.map((slots) => Object.values(slots).join(' ')).join(' + ');
    case 'pointed':
      return `<${Object.values(filled.reference).join(' ')}>`;
    case 'candidates':
      return `which ${filled.candidates.map(({ value }) => value).join(' ')}`;
    case 'missing':
      return ['missing', filled.slot, filled.heard].filter((part) => part !== undefined).join(' ');
    case 'unfit':
      return 'unfit';
  }
}
