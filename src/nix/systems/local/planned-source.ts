import { writtenKey } from '../../evaluation/inputs-key.ts';
import { whichInputs } from '../../evaluation/which-inputs.ts';
import type { LocalSystem } from './local-system.ts';
import type { Prepared } from './prepare.ts';

/** An update brought other inputs than those that were planned with, as far as anything tells. */
export function areOtherInputs({ after }: Pick<Prepared, 'after'>, { places }: LocalSystem): boolean {
  const planned = after?.source.inputs;
  return planned !== undefined && planned !== whichInputs(places);
}

/**
 * The configuration is made of what was planned with, though its derivation is another: a flake may know when it was
 * written and what else is in its folder, a nixpkgs where it is, and what is fetched without a hash may be newer for root.
 */
export async function isOfPlannedSource(
  { after, managedAfter }: Pick<Prepared, 'after' | 'managedAfter'>,
  { places, environment }: LocalSystem,
  signal: AbortSignal,
): Promise<boolean> {
  if (after?.source.written === undefined || !managedAfter) return false;
  const { inputs, written } = after.source;
  if (inputs === undefined ? !after.fetches : inputs !== whichInputs(places)) return false;
  return written === (await writtenKey(places, managedAfter, environment, signal));
}
