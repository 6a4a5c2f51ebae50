import { editDistance } from '#catalogue/edit-distance.ts';
import { consonantsOf, soundOf } from '#catalogue/sound.ts';
import { readCompound } from './compound.ts';
import { readCorrection } from './correction.ts';
import type { Grammar } from './grammar.ts';
import { riskOfIntent } from './interpret.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { vocabularyOf } from './vocabulary.ts';
import type { Words } from './words.ts';

/** With less to hear, too many words sound like another. */
const LEAST_LETTERS = 6;
const LEAST_CONSONANTS = 3;
/** A word is heard as so many at most. */
const MOST_PIECES = 3;
/** So many words of a sentence may be misheard. */
const MOST_MISHEARD = 2;
/** So much of a word has to sound the same. */
const LEAST_ALIKE = 0.75;
/** How sure such a reading is. */
const SCORE = 0.8;

interface Vocabulary {
  words: ReadonlySet<string>;
  /** By their consonants. */
  bySound: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Grammar, Vocabulary>();

/**
 * What a sentence means when words that no template has, alone or in pieces, stand for words of templates that sound like
 * them: "list the gene rations", "collect carbage". Only what is then clear as a whole; never a yes, a no or a search.
 */
export function readMisheard(
  said: Words,
  grammar: Grammar,
  context: PhraseContext,
): PhraseReading | undefined {
  const meant = meantBy(said, vocabularyIn(grammar));
  if (!meant) return undefined;
  const phrase = readPhrase(meant, context);
  const corrected = phrase?.grade === 3 ? undefined : readCorrection(meant, context);
  const reading =
    phrase?.grade === 3
      ? phrase
      : corrected?.type === 'reading'
        ? corrected.reading
        : readCompound(meant, context);
  if (!reading || reading.tooClose || reading.intents.some(({ intent }) => !mayBeMeant(intent)))
    return undefined;
  // What is only heard as a template's word is no name.
  if (reading.slotWords.some((word) => !said.words.includes(word))) return undefined;
  return { ...reading, score: Math.min(reading.score, SCORE) };
}

function mayBeMeant(intent: string): boolean {
  return intent !== 'search_packages' && riskOfIntent(intent) !== 'dialogue';
}

/** Whether templates or examples have the word, as a word. */
export function isSaidOtherwise(word: string, grammar: Grammar): boolean {
  return vocabularyIn(grammar).words.has(word) || grammar.classifier?.().everyday.has(word) === true;
}

/** The words with those of the vocabulary in place of what only sounds like them; undefined when there are none. */
function meantBy({ words, breaks }: Words, vocabulary: Vocabulary): Words | undefined {
  const meant: string[] = [];
  const kept = new Set<number>();
  let replaced = 0;
  for (let at = 0; at < words.length; ) {
    if (breaks.has(at)) kept.add(meant.length);
    const found = replaced < MOST_MISHEARD ? misheardAt(words, at, vocabulary) : undefined;
    meant.push(found?.word ?? (words[at] as string));
    at += found?.pieces ?? 1;
    if (found) replaced++;
  }
  return replaced > 0 ? { words: meant, breaks: kept } : undefined;
}

function misheardAt(
  words: readonly string[],
  at: number,
  vocabulary: Vocabulary,
): { word: string; pieces: number } | undefined {
  for (let pieces = Math.min(MOST_PIECES, words.length - at); pieces > 0; pieces--) {
    const heard = words.slice(at, at + pieces);
    if (heard.every((word) => vocabulary.words.has(word))) continue;
    const word = soundingLike(heard.join(''), vocabulary);
    if (word !== undefined) return { word, pieces };
  }
  return undefined;
}

/** The word with the same consonants and nearly the same vowels. */
function soundingLike(heard: string, { bySound }: Vocabulary): string | undefined {
  if (heard.length < LEAST_LETTERS - 1 || !/^[a-z]+$/.test(heard)) return undefined;
  const sound = soundOf(heard);
  const [best] = (bySound.get(consonantsOf(sound)) ?? [])
    .map((word) => ({ word, likeness: likenessOf(sound, soundOf(word)) }))
    .filter(({ word, likeness }) => likeness >= LEAST_ALIKE && word.endsWith('s') === heard.endsWith('s'))
    .toSorted((a, b) => b.likeness - a.likeness);
  return best?.word;
}

function likenessOf(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return 1 - editDistance(a, b, longer) / longer;
}

function vocabularyIn(grammar: Grammar): Vocabulary {
  const there = known.get(grammar);
  if (there) return there;
  const words = new Set(vocabularyOf(grammar).flatMap((said) => said.split(/[^a-z']+/)));
  const bySound = Map.groupBy(
    [...words].filter((word) => word.length >= LEAST_LETTERS),
    (word) => consonantsOf(soundOf(word)),
  );
  for (const consonants of bySound.keys())
    if (consonants.length < LEAST_CONSONANTS) bySound.delete(consonants);
  const vocabulary = { words, bySound };
  known.set(grammar, vocabulary);
  return vocabulary;
}
