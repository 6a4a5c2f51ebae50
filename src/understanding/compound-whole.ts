import type { Intent } from './intent.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import { resolved } from './resolved.ts';
import { readServiceNames } from './setting-name.ts';

/** One reading of all parts; "it" means the package or service named before. */
export function together(
  parts: readonly PhraseReading[],
  before: readonly Intent[] = [],
  context?: PhraseContext,
): PhraseReading {
  const intents: Intent[] = [];
  let words: readonly string[] = [];
  const calledSo = (slot: 'package' | 'service') => context && nameOf(slot, words, context);
  for (const part of parts) {
    for (const intent of part.intents) intents.push(resolved(intent, [...before, ...intents], calledSo));
    if (part.slotWords.length > 0) ({ slotWords: words } = part);
  }
  const last = parts.at(-1) as PhraseReading;
  return {
    grade: 3,
    intents: saidOnce(intents, parts) as unknown as [Intent, ...Intent[]],
    literals: parts.reduce((sum, part) => sum + part.literals, 0),
    freeWords: parts.reduce((sum, part) => sum + part.freeWords, 0),
    score: Math.min(...parts.map((part) => part.score)),
    how: parts.map((part) => part.how).join(' + '),
    slotWords: last.slotWords,
    situated: false,
    rank: 0,
  };
}

/** The package or service that is called exactly so. */
function nameOf(
  slot: 'package' | 'service',
  words: readonly string[],
  { readPackage, settings }: PhraseContext,
): string | undefined {
  if (words.length === 0) return undefined;
  if (slot === 'package') {
    const found = readPackage({ words, breaks: new Set() });
    return found.type === 'packages' && found.score === 1 && found.attributes.length === 1
      ? found.attributes[0]
      : undefined;
  }
  const found = readServiceNames(words, settings);
  return found.type === 'names' && found.score === 1 && found.names.length === 1 ? found.names[0] : undefined;
}

/** What is learned of two parts is often one wish said twice: of two alike the one that tells more is kept. */
function saidOnce(intents: readonly Intent[], parts: readonly PhraseReading[]): readonly Intent[] {
  const isGuessed = parts.some(({ learned }) => learned);
  return intents.filter((one, at) =>
    isGuessed
      ? !intents.some(
          (other, otherAt) =>
            otherAt !== at && includes(other, one) && (otherAt < at || !includes(one, other)),
        )
      : intents.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
}

/** Whether `wide` says all that `narrow` says of the same wish. */
function includes(wide: Intent, narrow: Intent): boolean {
  return (
    wide.intent === narrow.intent &&
    Object.entries(narrow.slots).every(
      ([slot, value]) => USUAL.has(value) || JSON.stringify(wide.slots[slot]) === JSON.stringify(value),
    )
  );
}

/** What is meant when nothing is said. */
const USUAL: ReadonlySet<unknown> = new Set(['previous', 'current']);
