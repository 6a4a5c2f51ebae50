import type { FindNames } from '#understanding/classifier/names.ts';
import { sentenceOf } from '#understanding/classifier/sentence.ts';
import { wordsOf } from '#understanding/words.ts';

/** Stands for whatever has a name or a measure. */
const NAMED = '@';
/** What a placeholder is while words are looked at. */
const PLACEHOLDER = 'placeholdername';

/**
 * What sentences have in common that differ only in names, numbers, dates and politeness: "please install vlc",
 * "install two gimps" and "install {package}".
 */
export function shapeOf(text: string, findNames: FindNames, everyday: ReadonlySet<string>): string {
  const said = wordsOf(text.replaceAll(/\{[\w:]+\}/g, ` ${PLACEHOLDER} `));
  const { words, spots } = sentenceOf(said, 'idle', findNames, everyday);
  const shape: string[] = [];
  for (let at = 0; at < words.length; ) {
    const spot = spots.find(({ from, isEveryday }) => from === at && !isEveryday);
    shape.push(spot || words[at] === PLACEHOLDER ? NAMED : (words[at] as string));
    at = spot?.to ?? at + 1;
  }
  return shape.join(' ');
}
