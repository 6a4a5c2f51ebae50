import type { Answer } from '../../answer.ts';
import { fetchesByHand } from '../../configuration/by-hand.ts';
import { imported } from '../../configuration/imported.ts';
import type { Missing } from '../../daemon/missing.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import type { Derived } from '../../evaluation/evaluator.ts';
import { writtenKeys } from '../../evaluation/inputs-key.ts';
import { whichInputs } from '../../evaluation/which-inputs.ts';
import type { StorePath } from '../../store-path.ts';
import { type EvaluatedCopy, evaluateCopy, type Wanted } from './evaluate-copy.ts';
import { missingFor } from './known-missing.ts';
import type { LocalSystem } from './local-system.ts';
import { remembering } from './remembered.ts';

/** The system that a configuration makes, and what it takes to have it. */
export interface SystemAfter {
  type: 'system';
  derivation: StorePath;
  toplevel: StorePath;
  missing: Missing;
  /** Evaluating it again may fetch something, which may be newer by then. */
  fetches: boolean;
  /** By which it is known again where its derivation is another; of channels only for an update, or when it `fetches`. */
  source: Source;
}

/** What a system was evaluated from; undefined is known again by nobody. */
export interface Source {
  /** As `writtenKeys` tells them. */
  written: string | undefined;
  byHand: string | undefined;
  /** As `whichInputs` tells them. */
  inputs: string | undefined;
}

export type EvaluatedAfter =
  | SystemAfter
  | { type: 'answer'; answer: Answer }
  /** Which inputs an update would bring is root's to know; or the configuration itself fetches or builds something. */
  | { type: 'unknown' };

/**
 * What the configuration makes with another managed file: nothing on the machine changes by finding that out, and it is
 * found out once. Why that cannot be is an answer.
 */
export async function evaluateAfter(
  wanted: Wanted,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedAfter> {
  const { managed, updates } = wanted;
  const { places, environment } = system;
  const isFlake = configurationKind(places.configuration).kind === 'flake';
  const keys = await writtenKeys(places, managed, environment, signal);
  // Of a flake all that it may fetch is locked.
  const fetches = !isFlake && fetchesByHand(places);
  const present = isFlake || fetches ? whichInputs(places) : undefined;
  const evaluated = await evaluateOnce(wanted, system, signal);
  if (evaluated.type !== 'evaluated') return evaluated;
  const inputs = updates ? evaluated.inputs : present;
  const source = { written: keys?.written, byHand: keys?.byHand, inputs };
  return systemAfter(evaluated, { source, fetches }, wanted, system, signal);
}

/** Likewise, without what it takes to have that. Of an update, fetching its inputs is not remembered. */
export async function evaluateOnce(
  wanted: Wanted,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedCopy> {
  const { managed, sets, updates } = wanted;
  const evaluate = () => evaluateCopy(wanted, system, signal);
  if (updates) return await evaluate();
  return await remembering(`system ${JSON.stringify([...sets])}`, managed, evaluate, system, signal);
}

async function systemAfter(
  evaluated: Derived,
  known: Pick<SystemAfter, 'source' | 'fetches'>,
  { isWish }: Wanted,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedAfter> {
  const { places } = system;
  const { derivation, output: toplevel } = evaluated;
  const module = imported(places, evaluated);
  if (isWish && module.type === 'needs-import')
    return {
      type: 'answer',
      answer: { type: 'failed', code: 'not-imported', restored: true, file: module.file },
    };
  if (!toplevel)
    return { type: 'answer', answer: { type: 'failed', code: 'evaluation-failed', restored: true } };
  const missing = await missingFor(derivation, system, signal);
  return { type: 'system', derivation, toplevel, missing, ...known };
}
