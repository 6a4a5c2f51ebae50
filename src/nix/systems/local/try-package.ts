import type { Answer } from '../../answer.ts';
import type { Attribute } from '../../attribute.ts';
import type { Missing } from '../../daemon/missing.ts';
import type { Derived } from '../../evaluation/evaluator.ts';
import { classify } from '../../failures/classify.ts';
import type { StorePath } from '../../store-path.ts';
import { failed } from './failed.ts';
import { missingFor } from './known-missing.ts';
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

type NotTried = { type: 'answer'; answer: Answer } | { type: 'unknown' };

/** As the configuration of this machine has it. Unknown: that fetches or builds something, and may not while `offline`. */
export async function evaluateTry(
  attribute: Attribute,
  offline: boolean,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<TriedPackage | NotTried> {
  const evaluate = () => evaluatePackage(attribute, offline, system, signal);
  const evaluated = await remembering(`package ${attribute}`, undefined, evaluate, system, signal);
  if (evaluated.type !== 'evaluated') return evaluated;
  const { derivation, output } = evaluated;
  if (!output)
    return { type: 'answer', answer: { type: 'failed', code: 'evaluation-failed', restored: true } };
  const missing = await missingFor(derivation, system, signal);
  return { type: 'tried', attribute, derivation, output, missing };
}

async function evaluatePackage(
  attribute: Attribute,
  offline: boolean,
  { evaluator, places, hostName: host }: LocalSystem,
  signal: AbortSignal,
): Promise<Derived | NotTried> {
  const evaluation = { folder: places.configuration, host, package: attribute, offline };
  const evaluated = await evaluator.evaluate(evaluation, signal);
  if (evaluated.type === 'evaluated') return evaluated;
  if (evaluated.needsMore) return { type: 'unknown' };
  return { type: 'answer', answer: failed(classify(evaluated.output, places), true, 'evaluation-failed') };
}
