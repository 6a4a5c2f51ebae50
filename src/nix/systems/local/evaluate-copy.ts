import type { Answer } from '../../answer.ts';
import { optionByHand } from '../../configuration/by-hand.ts';
import { shadowConfiguration } from '../../configuration/shadow.ts';
import type { Evaluation } from '../../evaluation/evaluate-argv.ts';
import type { Derived } from '../../evaluation/evaluator.ts';
import { writtenKey } from '../../evaluation/inputs-key.ts';
import { classify } from '../../failures/classify.ts';
import { retrying } from '../../failures/retrying.ts';
import type { ManagedConfig, ManagedValue } from '../../managed-config.ts';
import type { OptionPath } from '../../names.ts';
import { failed } from './failed.ts';
import { type LocalSystem, shadowsOf } from './local-system.ts';
import { rememberedAs } from './remembered.ts';
import { inputsSeen, updatedInputs } from './updated-inputs.ts';

/** What is wanted of the configuration. */
export interface Wanted {
  managed: ManagedConfig;
  /** The managed file says something that it does not say now. */
  isWish: boolean;
  /** Options that have to come out so, or are set by hand. */
  sets: ReadonlyMap<OptionPath, ManagedValue>;
  /** With the newest inputs, which are fetched; offline with those of the update that was looked at last. */
  updates: boolean;
  /** Nothing may be fetched yet. */
  offline: boolean;
}

export type EvaluatedCopy =
  /** `inputs`: those of an update, where anything tells them from others. */
  (Derived & { inputs?: string }) | { type: 'answer'; answer: Answer } | { type: 'unknown' };

/** Of this Nix only warns, and then lacks nixpkgs. */
const UNFETCHED = /^warning: Nix search path entry '.*' cannot be downloaded/m;

/**
 * Evaluates a private copy of the configuration with another managed file. Its files are told as those of the
 * original. Unknown: it fetches something, and may not.
 */
export async function evaluateCopy(
  { managed, sets, updates, offline }: Wanted,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedCopy> {
  const { evaluator, places, hostName: host, environment, clock } = system;
  const startedAt = clock.now();
  const copies = shadowsOf(system);
  await using shadow = await shadowConfiguration(places, managed, copies, environment, signal);
  const { folder, asOriginal } = shadow;
  const codeOf = (output: string) => classify(output, places).code;
  const fetched = () =>
    retrying(
      () => updatedInputs(folder, system, signal),
      (outcome) => (outcome.type === 'failed' ? codeOf(outcome.output) : undefined),
      clock,
      signal,
    );
  const inputs = updates ? await (offline ? inputsSeen(folder, system) : fetched()) : undefined;
  if (inputs?.type === 'unknown') return inputs;
  const refused = (output: string) => {
    const failure = failed(classify(asOriginal(output), places), true, 'evaluation-failed');
    return answered(
      UNFETCHED.test(output) ? { type: 'failed', code: 'no-network', restored: true } : failure,
    );
  };
  if (inputs?.type === 'failed') return refused(inputs.output);
  const evaluation = {
    ...{ folder, host, offline },
    ...inputs?.evaluation,
  };
  const evaluate = async (): Promise<EvaluatedCopy> => {
    const [evaluated, stubborn] = await Promise.all([
      retrying(
        () => evaluator.evaluate(evaluation, signal),
        (outcome) => (outcome.type === 'failed' && !offline ? codeOf(outcome.output) : undefined),
        clock,
        signal,
      ),
      stubbornOption(evaluation, sets, system, signal),
    ]);
    if (evaluated.type === 'failed')
      return evaluated.needsMore ? { type: 'unknown' } : refused(evaluated.output);
    system.experience.addStep('evaluation', clock.now() - startedAt);
    if (stubborn !== undefined) {
      const [place] = optionByHand(places, stubborn);
      return answered({ type: 'failed', code: 'by-hand', subject: stubborn, restored: true, ...place });
    }
    return { ...evaluated, files: evaluated.files.map(asOriginal) };
  };
  if (!inputs) return await evaluate();
  system.seen.update = inputs;
  const key = async () => {
    const written = await writtenKey(places, managed, environment, signal);
    return written && inputs.id && `update ${written} ${inputs.id} ${JSON.stringify([...sets])}`;
  };
  const evaluated = await rememberedAs(key, evaluate, system);
  if (evaluated.type !== 'evaluated') return evaluated;
  const updated = inputs.which(evaluated.files);
  return { ...evaluated, ...(updated !== undefined && { inputs: updated }) };
}

/** The first option that does not come out as wanted; why none can be told is told by the evaluation beside it. */
async function stubbornOption(
  evaluation: Evaluation,
  sets: Wanted['sets'],
  { evaluator }: LocalSystem,
  signal: AbortSignal,
): Promise<OptionPath | undefined> {
  const options = [...sets.keys()];
  if (options.length === 0) return undefined;
  const told = await evaluator.values(evaluation, { options }, signal);
  if (told.type === 'failed') return undefined;
  const values = new Map(told.values.options.map(({ path, value }) => [path, value]));
  return options.find((option) => values.has(option) && !isAsWanted(sets.get(option), values.get(option)));
}

/** Of a list, all that we want has to be in it. */
function isAsWanted(wanted: ManagedValue | undefined, value: unknown): boolean {
  if (!Array.isArray(wanted)) return value === wanted;
  return Array.isArray(value) && wanted.every((element) => value.includes(element));
}

const answered = (answer: Answer): EvaluatedCopy => ({ type: 'answer', answer });
