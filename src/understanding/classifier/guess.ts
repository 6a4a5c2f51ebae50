import type { Expectation } from '../expectation.ts';
import { riskOfIntent } from '../interpret.ts';
import type { Words } from '../words.ts';
import { evidenceOf } from './evidence.ts';
import { featuresOf, type Sentence } from './features.ts';
import {
  type Classifier,
  type Label,
  probabilitiesOf,
  type Ranked,
  rankedIntents,
  type Thresholds,
} from './model.ts';
import type { FindNames } from './names.ts';
import { sentenceOf } from './sentence.ts';
import { type Sign, signsIn } from './signs.ts';

/** What the classifier takes a sentence for, and why it is believed or not. */
export interface Guess {
  sentence: Sentence;
  ranked: readonly Ranked[];
  best: Ranked;
  /** How firmly the best is believed, and how firmly it must be. */
  belief: number;
  needed: number;
  /** What forbids to act, whatever is believed. */
  forbidden: Sign | 'only-names' | undefined;
}

/** With one of these nothing is changed. */
const FORBID: readonly Sign[] = ['negated', 'dangerous', 'unfinished', 'elsewhere', 'told', 'imagined'];
/** What takes things away leaves alone what is vital. */
const TAKES_AWAY = new Set(['remove_package', 'collect_garbage', 'service_stop', 'service_disable']);

export function guess(
  said: Words,
  { state, pending }: Expectation,
  classifier: Classifier,
  findNames: FindNames,
): Guess | undefined {
  const sentence = sentenceOf(said, state, findNames, classifier.everyday);
  if (sentence.words.length === 0) return undefined;
  const ranked = rankedIntents(
    probabilitiesOf(featuresOf(sentence, classifier.concepts), classifier),
    classifier,
  );
  const best = ranked[0] as Ranked;
  const belief = probabilitiesOf(evidenceOf(ranked, sentence), classifier.belief)[1] as number;
  // Another wish of the same kind is expected while one is asked about.
  const eased = pending.includes(best.label.intent) ? EASED : 1;
  const needed = neededFor(best.label.intent, classifier.thresholds) * eased;
  return { sentence, ranked, best, belief, needed, forbidden: forbiddenBy(best.label, sentence) };
}

/** So much less is enough where the rest of what is said, or asked, speaks for it. */
export const EASED = 0.6;

/** Whether it is believed and nothing forbids it. */
export function isBelieved({ best, belief, needed, forbidden }: Guess, eased = 1): boolean {
  return best.label.intent !== 'out_of_scope' && belief >= needed * eased && forbidden === undefined;
}

function neededFor(intent: string, thresholds: Thresholds): number {
  const risk = riskOfIntent(intent);
  return risk in thresholds ? thresholds[risk as keyof Thresholds] : 1;
}

/** What forbids to believe that a sentence asks for this. */
export function forbiddenBy({ intent, slots }: Label, sentence: Sentence): Guess['forbidden'] {
  const { words, spots } = sentence;
  // A yes is only what the templates know as one.
  if (intent === 'affirm') return 'only-names';
  if (!['change', 'risky', 'irreversible'].includes(riskOfIntent(intent))) return undefined;
  const isNamed = (_: string, at: number) =>
    spots.some(({ kind, from, to }) => kind === 'name' && from <= at && at < to);
  const others = words.filter((word, at) => !isNamed(word, at) && !SAYS_NOTHING.has(word));
  if (others.length === 0) return 'only-names';
  const signs = signsIn(sentence);
  if (signs.has('vital') && TAKES_AWAY.has(intent) && !EVERYDAY_CLEANING.test(words.join(' ')))
    return 'vital';
  // "Build it, don't switch": what is denied there is another action.
  const isPartial = intent === 'rebuild' && slots.action !== 'switch';
  return FORBID.find((sign) => signs.has(sign) && !(sign === 'negated' && isPartial));
}

/** "Everything nobody uses", "the nix store": garbage may be in it. */
const EVERYDAY_CLEANING =
  /\b(?:nix|nixos)\b|everything (?:\w+ ){0,3}(?:unused|use|uses|used|needs|needed|old|dead)|unused|garbage/;

/** Words around a name that ask for nothing. */
const SAYS_NOTHING = new Set(
  (
    'a an the my our your that this these those some any with and or of for in at to it is new old good own whole other great ' +
    'setting settings option options support service services daemon server file files configuration config system machine computer ' +
    'package packages program programs app generation generations version boot thing things again too ' +
    'nix nixos store menu last latest current previous first next key keys log logs bar'
  ).split(' '),
);
