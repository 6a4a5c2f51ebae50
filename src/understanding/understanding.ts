import type { Intent } from './intent.ts';

/** Something a slot could mean: an attribute, a generation, a service. */
export interface Candidate {
  /** The slot value, for example `firefox`. */
  value: string;
  /** How to say it. */
  spoken: string;
  /** Of a generation, milliseconds since 1970: when it was made is read out too. */
  madeAt?: number;
}

/**
 * What a sentence means. `intents` in spoken order; one unless the sentence is compound.
 * `choose` and `correct` never come out of `understand` as intents: they are answers, resolved against `Expectation`.
 */
export type Understanding =
  | {
      decision: 'understood';
      intents: readonly [Intent, ...Intent[]];
      confidence: number;
      text: string;
      how: string;
    }
  /** All but one slot of one intent is clear. */
  | {
      decision: 'ambiguous';
      intents: readonly [Intent];
      slot: string;
      candidates: readonly Candidate[];
      /** What was said for the slot, where that may be remembered for what is chosen. */
      heard?: string;
      text: string;
    }
  /** A slot was not given (`heard` absent) or nothing known sounds like it (`heard` is what was said for it). */
  | { decision: 'incomplete'; intents: readonly [Intent]; slot: string; heard?: string; text: string }
  /** Answers to our own question: which candidate, or another value for what was asked about. */
  | { decision: 'answer'; answer: Answering; text: string }
  /** `rest`: harmless commands of a sentence that is refused as a whole; never carried out but when asked for anew. */
  | { decision: 'rejected'; why: RejectedWhy; text: string; hint?: string; rest?: readonly Intent[] };

export type Answering =
  | { kind: 'position'; position: number }
  | { kind: 'other' }
  /** A name or number said alone or after "no", "I mean": a new value for the open question. */
  | {
      kind: 'value';
      slot: 'package' | 'number' | 'service' | 'option' | 'value' | 'program';
      value: string | number | boolean;
    };

export type RejectedWhy =
  | 'nothing-heard'
  | 'not-in-grammar'
  | 'bare-noun'
  | 'negated'
  | 'unsafe-text'
  | 'too-long'
  | 'too-close'
  | 'alternatives-disagree';
