import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Sentence } from '#understanding/classifier/features.ts';
import { nameFinder } from '#understanding/classifier/names.ts';
import { sentenceOf } from '#understanding/classifier/sentence.ts';
import { exampleFill } from '#understanding/examples.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { sampleSentences } from '#understanding/sample.ts';
import { wordsOf } from '#understanding/words.ts';
import { filled, fillers } from './fill.ts';
import type { Frame } from './frames.ts';

/** A sentence to learn from. */
export interface Taught {
  label: string;
  sentence: Sentence;
  weight: number;
  /** Sentences of one frame are in one part, so that a part can be held out; 0 is never held out. */
  part: number;
}

/** The frames are held out in turn, a part of so many at a time. */
export const PARTS = 5;
/** A frame with names is learned twice, with other names. */
const FILLINGS = 2;
/** How many sentences of each intent come from its templates, and how much such a one counts. */
const SAMPLED = 250;
const SAMPLED_WEIGHT = 0.3;

export interface School {
  catalogue: Catalogue;
  grammar: Grammar;
  everyday: ReadonlySet<string>;
  random: () => number;
}

/** All that is learned from: the frames with names in them, and sentences of the templates. */
export function taughtBy(frames: readonly Frame[], school: School): readonly Taught[] {
  return [...fromFrames(frames, school), ...fromTemplates(frames, school)];
}

function fromFrames(frames: readonly Frame[], { catalogue, everyday, random }: School): Taught[] {
  const fill = fillers(catalogue);
  const findNames = nameFinder(catalogue);
  return frames.flatMap(({ label, text, state }) => {
    const part = 1 + (hashOf(text.toLowerCase()) % PARTS);
    const count = text.includes('{') ? FILLINGS : 1;
    return Array.from({ length: count }, () => {
      const said = wordsOf(filled(text, fill, catalogue, random));
      return { label, sentence: sentenceOf(said, state, findNames, everyday), weight: 1 / count, part };
    });
  });
}

function fromTemplates(frames: readonly Frame[], { catalogue, grammar, everyday }: School): Taught[] {
  const labels = new Set(frames.map(({ label }) => label));
  const intents = new Set([...labels].map((label) => label.split(' ')[0] as string));
  const fill = exampleFill(catalogue);
  const findNames = nameFinder(catalogue);
  const taught: Taught[] = [];
  const known = new Set<string>();
  for (const intent of intents) {
    for (const { text, sentence } of sampleSentences(grammar, { count: SAMPLED, seed: 5, fill, intent })) {
      if (sentence.requires.state || known.has(text)) continue;
      known.add(text);
      const kinds = Object.entries(sentence.slots).map(([key, value]) => `${intent} ${key}=${value}`);
      const label = [...kinds, intent].find((candidate) => labels.has(candidate));
      if (label === undefined) continue;
      const looked = sentenceOf(wordsOf(text), 'idle', findNames, everyday);
      taught.push({ label, sentence: looked, weight: SAMPLED_WEIGHT, part: 0 });
    }
  }
  return taught;
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  return hash;
}
