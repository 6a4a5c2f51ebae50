import type { Answer } from '../../answer.ts';
import type { Attribute } from '../../attribute.ts';
import type { Missing } from '../../daemon/missing.ts';
import type { StorePath } from '../../store-path.ts';
import { refusal } from './evaluate-after.ts';
import type { LocalSystem } from './local-system.ts';

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
  const { evaluator, places, hostName: host, daemon } = system;
  const evaluated = await evaluator.evaluate(
    { folder: places.configuration, host, package: attribute },
    signal,
  );
  if (evaluated.type === 'failed') return { type: 'answer', answer: refusal(evaluated, places) };
  const { derivation, output } = evaluated;
  if (!output)
    return { type: 'answer', answer: refusal({ type: 'failed', exitCode: 0, output: '' }, places) };
  return {
    type: 'tried',
    attribute,
    derivation,
    output,
    missing: await daemon.missing([{ path: derivation }], signal),
  };
}
