import type { Answer } from '../../answer.ts';
import type { Attribute } from '../../attribute.ts';
import type { Missing } from '../../daemon/missing.ts';
import type { Derived } from '../../evaluation/evaluator.ts';
import { classify } from '../../failures/classify.ts';
import type { StorePath } from '../../store-path.ts';
import { failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { remembering } from './remembered.ts';

/** A package that is to be tried: made available without being installed. */
export interface TriedPackage {
  type: 'tried';
  attribute: Attribute;
  derivation: StorePath;
  output: StorePath;
  missing: Missing;
}

/** As the configuration of this machine has it. */
export async function evaluateTry(
  attribute: Attribute,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<TriedPackage | { type: 'answer'; answer: Answer }> {
  const evaluate = () => evaluatePackage(attribute, system, signal);
  const evaluated = await remembering(`package ${attribute}`, undefined, evaluate, system, signal);
  if (evaluated.type === 'answer') return evaluated;
  const { derivation, output } = evaluated;
  if (!output)
    return { type: 'answer', answer: { type: 'failed', code: 'evaluation-failed', restored: true } };
  const missing = await system.daemon.missing([{ path: derivation }], signal);
  return { type: 'tried', attribute, derivation, output, missing };
}

async function evaluatePackage(
  attribute: Attribute,
  { evaluator, places, hostName: host }: LocalSystem,
  signal: AbortSignal,
): Promise<Derived | { type: 'answer'; answer: Answer }> {
  const evaluation = { folder: places.configuration, host, package: attribute };
  const evaluated = await evaluator.evaluate(evaluation, signal);
  if (evaluated.type === 'evaluated') return evaluated;
  return { type: 'answer', answer: failed(classify(evaluated.output, places), true, 'evaluation-failed') };
}
