import type { Answer } from '../../answer.ts';
import { optionByHand } from '../../configuration/by-hand.ts';
import { type Shadow, shadowConfiguration } from '../../configuration/shadow.ts';
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
import { inputsSeen, type UpdatedInputs, updatedInputs } from './updated-inputs.ts';

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
 * Evaluates a private copy of the configuration with another managed file; an update only if that was not done before with
 * the same inputs. Its files are told as those of the original. Unknown: it fetches something, and may not.
 */
export async function evaluateCopy(
  wanted: Wanted,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedCopy> {
  const { managed, sets, updates, offline } = wanted;
  const { places, hostName: host, environment, clock } = system;
  const startedAt = clock.now();
  const writtenNow = () => writtenKey(places, managed, environment, signal);
  const written = updates ? await writtenNow() : undefined;
  await using shadow = await shadowConfiguration(places, managed, shadowsOf(system), environment, signal);
  const { folder } = shadow;
  const evaluation = { folder, host, offline };
  const evaluate = async (evaluated: Evaluation) => {
    const outcome = await evaluateShadow(shadow, evaluated, sets, system, signal);
    if (outcome.type === 'evaluated') system.experience.addStep('evaluation', clock.now() - startedAt);
    return outcome;
  };
  if (!updates) return await evaluate(evaluation);
  const inputs = offline ? inputsSeen(folder, system) : await inputsPatiently(folder, system, signal);
  if (inputs.type === 'unknown') return inputs;
  if (inputs.type === 'failed') return refusal(inputs.output, shadow, places);
  system.seen.update = inputs;
  const keyOf = (text: string | undefined) =>
    text && inputs.id && `update ${text} ${inputs.id} ${JSON.stringify([...sets])}`;
  const evaluated = await rememberedAs(
    keyOf(written),
    async () => keyOf(await writtenNow()),
    () => evaluate({ ...evaluation, ...inputs.evaluation }),
    system,
  );
  if (evaluated.type !== 'evaluated') return evaluated;
  return { ...evaluated, ...(inputs.which !== undefined && { inputs: inputs.which }) };
}

function inputsPatiently(folder: string, system: LocalSystem, signal: AbortSignal): Promise<UpdatedInputs> {
  const { clock, places } = system;
  return retrying(
    () => updatedInputs(folder, system, signal),
    (outcome) => (outcome.type === 'failed' ? classify(outcome.output, places).code : undefined),
    clock,
    signal,
  );
}

async function evaluateShadow(
  shadow: Shadow,
  evaluation: Evaluation,
  sets: Wanted['sets'],
  system: LocalSystem,
  signal: AbortSignal,
): Promise<EvaluatedCopy> {
  const { evaluator, places, clock } = system;
  const { offline } = evaluation;
  const [evaluated, stubborn] = await Promise.all([
    retrying(
      () => evaluator.evaluate(evaluation, signal),
      (outcome) =>
        outcome.type === 'failed' && !offline ? classify(outcome.output, places).code : undefined,
      clock,
      signal,
    ),
    stubbornOption(evaluation, sets, system, signal),
  ]);
  if (evaluated.type === 'failed')
    return evaluated.needsMore ? { type: 'unknown' } : refusal(evaluated.output, shadow, places);
  if (stubborn !== undefined) {
    const [place] = optionByHand(places, stubborn);
    return answered({ type: 'failed', code: 'by-hand', subject: stubborn, restored: true, ...place });
  }
  return { ...evaluated, files: evaluated.files.map(shadow.asOriginal) };
}

function refusal(output: string, { asOriginal }: Shadow, places: LocalSystem['places']): EvaluatedCopy {
  if (UNFETCHED.test(output)) return answered({ type: 'failed', code: 'no-network', restored: true });
  return answered(failed(classify(asOriginal(output), places), true, 'evaluation-failed'));
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
