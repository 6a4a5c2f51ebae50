import type { Intent } from '#understanding/intent.ts';
import type { Candidate } from '#understanding/understanding.ts';
import type { ReadList } from './reply.ts';

/** What "it", "the second one" and "more" can mean. */
export interface Context {
  /** The last package, generation and service talked about. */
  package: string | null;
  generation: number | null;
  service: string | null;
  /** What was read out last, to pick from. */
  choices: Choices | null;
  /** The list that "more" goes on with. */
  list: ListReading | null;
  /** What was explained last, when nothing else was talked about since. */
  explained: string | null;
  /** The commands ordered last, for "grafana too". */
  last: readonly Intent[] | null;
  /** The harmless rest of what was just refused, for "only that, then". */
  refused: readonly Intent[] | null;
}

export interface Choices {
  of: 'package' | 'generation' | 'service' | 'option' | 'microphone' | 'voice';
  candidates: readonly Candidate[];
}

interface ListReading {
  list: ReadList;
  /** How many entries have been read out. */
  read: number;
}

export const EMPTY_CONTEXT: Context = {
  package: null,
  generation: null,
  service: null,
  choices: null,
  list: null,
  explained: null,
  last: null,
  refused: null,
};
