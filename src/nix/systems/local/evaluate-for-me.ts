import type { Answer } from '../../answer.ts';
import type { Attribute } from '../../attribute.ts';
import { isNixpkgsPinned } from '../../configuration/pinned-nixpkgs.ts';
import { classify } from '../../failures/classify.ts';
import type { World } from '../../planning/world.ts';
import { readOwnProfile } from '../../profiles/own-profile.ts';
import { type Failed, failed } from './failed.ts';
import { missingFor } from './known-missing.ts';
import type { LocalSystem } from './local-system.ts';
import type { TriedPackage } from './try-package.ts';

export const OF_NIX_ENV: Failed = { type: 'failed', code: 'wrong-profile', restored: true };
export const DAMAGED: Failed = { type: 'failed', code: 'broken-state', restored: true };

/** What the person who asks has in their own profile, or why nothing can be changed there. */
export function readOwn({ environment, places }: LocalSystem): World['own'] {
  const { kind, packages } = readOwnProfile(environment, places);
  if (kind === 'nix-env') return { type: 'answer', answer: OF_NIX_ENV };
  if (kind === 'damaged') return { type: 'answer', answer: DAMAGED };
  return { type: 'packages', attributes: new Set(packages.map(({ attribute }) => attribute)) };
}

/** A package as it would come to their profile, which heeds nothing of the configuration. Unknown: its nixpkgs is not here. */
export async function evaluateForMe(
  attribute: Attribute,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<TriedPackage | { type: 'answer'; answer: Answer } | { type: 'unknown' }> {
  const { evaluator, environment, places } = system;
  const evaluated = await evaluator.ownPackage(attribute, isNixpkgsPinned(environment), signal);
  if (evaluated.type === 'failed' && evaluated.needsMore) return { type: 'unknown' };
  if (evaluated.type === 'failed')
    return { type: 'answer', answer: failed(classify(evaluated.output, places), true, 'evaluation-failed') };
  const { derivation, output } = evaluated;
  if (!output)
    return { type: 'answer', answer: { type: 'failed', code: 'evaluation-failed', restored: true } };
  const missing = await missingFor(derivation, system, signal);
  return { type: 'tried', attribute, derivation, output, missing };
}
