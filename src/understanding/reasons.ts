import { guess, isBelieved } from './classifier/guess.ts';
import { nameFinder } from './classifier/names.ts';
import type { Spot } from './classifier/spots.ts';
import type { Expectation } from './expectation.ts';
import type { Grammar } from './grammar.ts';
import type { World } from './understand-text.ts';
import type { Understanding } from './understanding.ts';
import { withoutWakePhrase, wordsOf } from './words.ts';

/** Why a sentence was taken for what it was: for people who write grammars and examples. */
export interface Reasons {
  by: 'template' | 'classifier' | 'rule' | 'none';
  /** The template's file, line and text; the rule's or classifier's short account. */
  how?: string;
  slot?: string;
  heard?: string;
  candidates?: readonly string[];
  why?: string;
  answer?: unknown;
  /** What in the sentence has a name or a measure of its own, and what that may be. */
  names: readonly { words: string; kind: string; means: readonly (string | number)[]; everyday: boolean }[];
  /** What the classifier takes it for, whoever decided. */
  classifier?: {
    /** The likeliest intents, 0 to 1. */
    likely: readonly { intent: string; probability: number }[];
    belief: number;
    /** How likely nothing of the kind is wanted. */
    unwanted: number;
    /** How firmly it must be believed to count, and how likely it may be unwanted. */
    threshold: { belief: number; unwanted: number };
    believed: boolean;
    signs: readonly string[];
    forbidden?: string;
  };
}

const MOST_TOLD = 3;

export function reasonsFor(
  text: string,
  understanding: Understanding,
  grammar: Grammar,
  expectation: Expectation,
  world: World,
): Reasons {
  const findNames = nameFinder(world);
  const said = withoutWakePhrase(wordsOf(text));
  const guessed = grammar.classifier && guess(said, expectation, grammar.classifier(), findNames);
  const names = guessed?.sentence.spots.map((spot) => nameIn(spot, guessed.sentence.words)) ?? [];
  return {
    ...decided(understanding),
    names,
    ...(guessed && {
      classifier: {
        likely: guessed.ranked.slice(0, MOST_TOLD).map(({ label, probability }) => ({
          intent: label.intent,
          probability: rounded(probability),
        })),
        belief: rounded(guessed.belief),
        unwanted: rounded(guessed.unwanted),
        threshold: { belief: rounded(guessed.needed.belief), unwanted: rounded(guessed.needed.unwanted) },
        believed: isBelieved(guessed),
        signs: [...guessed.sentence.signs],
        ...(guessed.forbidden && { forbidden: guessed.forbidden }),
      },
    }),
  };
}

function decided(understanding: Understanding): Omit<Reasons, 'names' | 'classifier'> {
  switch (understanding.decision) {
    case 'understood': {
      const { how } = understanding;
      const by = how.startsWith('classifier ') ? 'classifier' : how.includes(':') ? 'template' : 'rule';
      return { by, how };
    }
    case 'ambiguous':
      return {
        by: 'rule',
        slot: understanding.slot,
        candidates: understanding.candidates.map(({ value }) => value),
      };
    case 'incomplete': {
      const { slot, heard } = understanding;
      return { by: 'rule', slot, ...(heard !== undefined && { heard }) };
    }
    case 'answer':
      return { by: 'rule', answer: understanding.answer };
    case 'rejected':
      return { by: 'none', why: understanding.why };
  }
}

function nameIn(spot: Spot, words: readonly string[]): Reasons['names'][number] {
  const { from, to, kind, packages = [], services = [], options = [], value, isEveryday } = spot;
  return {
    words: words.slice(from, to).join(' '),
    kind,
    means: value === undefined ? [...packages, ...services, ...options] : [value],
    everyday: isEveryday,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
