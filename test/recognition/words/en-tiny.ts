import { readFileSync } from 'node:fs';
import { createSpokenWords } from '../../../src/recognition/process/spoken-words.ts';

const FOLDER = 'models/en-tiny';
const known = new Set(
  readFileSync(`${FOLDER}/graph/words.txt`, 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[0]),
);

/** The bundled model's words, without libvosk. */
export const enTiny = createSpokenWords(
  (word) => known.has(word),
  FOLDER,
  () => [],
);
