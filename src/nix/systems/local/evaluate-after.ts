import { join } from 'node:path';
import { isAbort } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import { optionByHand } from '../../configuration/by-hand.ts';
import { imported } from '../../configuration/imported.ts';
import { shadowConfiguration } from '../../configuration/shadow.ts';
import type { Missing } from '../../daemon/missing.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import type { EvaluationFailed } from '../../evaluation/run-evaluator.ts';
import { classify } from '../../failures/classify.ts';
import type { ManagedConfig, ManagedValue } from '../../managed-config.ts';
import type { OptionPath } from '../../names.ts';
import type { StorePath } from '../../store-path.ts';
import { type Failed, failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { updatedInputs } from './updated-inputs.ts';

/** The system that a configuration makes, and what it takes to have it. */
export interface SystemAfter {
  type: 'system';
  derivation: StorePath;
  toplevel: StorePath;
  missing: Missing;
  /** The configuration itself gives the same derivation as the copy; a flake may know where it is and at which commit. */
  isExact: boolean;
}

export type EvaluatedAfter =
  | SystemAfter
  | { type: 'answer'; answer: Answer }
  /** Which inputs an update would bring is root's to know. */
  | { type: 'unknown' };

/** What is wanted of the configuration. */
export interface Wanted {
  managed: ManagedConfig;
  /** The managed file says something that it does not say now. */
  isWish: boolean;
  /** Options that have to come out so, or are set by hand. */
  sets: ReadonlyMap<OptionPath, ManagedValue>;
  /** With the newest inputs, which are fetched. */
  updates: boolean;
}

/**
 * Evaluates a private copy of the configuration with another managed file: nothing on the machine changes by it. Why that
 * cannot be is an answer.
 */
export async function evaluateAfter(
  { managed, isWish, sets, updates }: Wanted,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedAfter> {
  const { evaluator, places, hostName: host, daemon } = system;
  await using shadow = await shadowConfiguration(
    places,
    managed,
    join(system.cache, 'shadows'),
    system.environment,
    signal,
  );
  const { folder } = shadow;
  const inputs = updates ? await updatedInputs(folder, system, signal) : undefined;
  if (inputs?.type === 'unknown') return inputs;
  if (inputs?.type === 'failed') return answered(refusal({ ...inputs, exitCode: 1 }, places));
  const evaluation = { folder, host, ...(inputs?.nixpkgs !== undefined && { nixpkgs: inputs.nixpkgs }) };
  const stopped = new AbortController();
  const within = AbortSignal.any([signal, stopped.signal]);
  const options = [...sets.keys()];
  const [evaluated, told] = await Promise.all([
    evaluator.evaluate(evaluation, signal),
    options.length > 0
      ? evaluator.values(evaluation, { options }, within).catch((error: unknown) => {
          if (isAbort(error, within)) return undefined;
          throw error;
        })
      : undefined,
  ]);
  if (evaluated.type === 'failed') return answered(refusal(evaluated, places));
  if (told?.type === 'values') {
    const stubborn = told.values.options.find(
      ({ path, value }) => !isAsWanted(sets.get(path as OptionPath), value),
    );
    if (stubborn) return byHand(stubborn.path, system);
  }
  const { derivation, output: toplevel } = evaluated;
  const module = imported(places, evaluated);
  if (isWish && module.type === 'needs-import')
    return answered({ type: 'failed', code: 'not-imported', restored: true, file: module.file });
  if (!toplevel) return answered(refusal({ type: 'failed', exitCode: 0, output: '' }, places));
  const missing = await daemon.missing([{ path: derivation }], signal);
  const isExact = configurationKind(places.configuration).kind === 'channels';
  return { type: 'system', derivation, toplevel, missing, isExact };
}

/** Of a list, all that we want has to be in it. */
function isAsWanted(wanted: ManagedValue | undefined, value: unknown): boolean {
  if (!Array.isArray(wanted)) return value === wanted;
  return Array.isArray(value) && wanted.every((element) => value.includes(element));
}

/** Where the user's own files set it, by their text. */
function byHand(option: string, { places }: LocalSystem): EvaluatedAfter {
  const [place] = optionByHand(places, option as OptionPath);
  return answered({ type: 'failed', code: 'by-hand', subject: option, restored: true, ...place });
}

const answered = (answer: Answer): EvaluatedAfter => ({ type: 'answer', answer });

/** Why an evaluation failed. */
export function refusal(
  { output }: EvaluationFailed,
  { configuration }: Pick<LocalSystem['places'], 'configuration'>,
): Failed {
  const failure = classify(output, { configuration });
  const code = failure.code === 'unexplained' ? 'evaluation-failed' : failure.code;
  return failed({ ...failure, code }, true);
}
