import type { Answer } from '#nix/answer.ts';
import type { Obstacle } from '#nix/failure-code.ts';
import type { PhrasingContext } from './phrase.ts';
import { REASONS, type Reason } from './reasons.ts';
import { capitalized } from './speakable.ts';

type Failed = Extract<Answer, { type: 'failed' }>;

/** Why it failed in one sentence, and what one can do in another. */
export function sayReason(failed: Failed, code: Reason, context: PhrasingContext): string {
  const { subject } = failed;
  const called = ABOUT_OPTIONS.has(code) ? context.optionName : context.names;
  const name = subject === undefined ? undefined : called(subject);
  const { why, next } = REASONS[code]({ ...failed, name, at: sayPlace(failed) }, context);
  return `${BEFORE_TRYING.has(code) ? capitalized(why) : `That failed: ${why}`}. ${next}.`;
}

/** What is in the way of any change, and what one can do about it. */
export function sayObstacle(
  found: Pick<Failed, 'file' | 'line'> & { code: Obstacle },
  context: PhrasingContext,
): string {
  const failed: Failed = { ...found, type: 'failed', restored: true };
  const { why, next } = REASONS[found.code]({ ...failed, name: undefined, at: sayPlace(failed) }, context);
  return `Nothing can be changed: ${why}. ${next}.`;
}

const ABOUT_OPTIONS: ReadonlySet<Reason> = new Set([
  'evaluation-failed',
  'unknown-option',
  'conflicting-option',
  'bad-option-value',
  'by-hand',
]);

/** Found before anything was tried. */
const BEFORE_TRYING: ReadonlySet<Reason> = new Set([
  'stale-plan',
  'not-permitted',
  'offline',
  'updates-unknown',
  'distrusted',
  'not-imported',
  'by-hand',
  'not-together',
  'no-own-profile',
  'screen-locked',
]);

/** Of a path only the name is said: "configuration.nix, line 12". */
function sayPlace({ file, line }: Failed): string | undefined {
  if (file === undefined) return undefined;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return line === undefined ? name : `${name}, line ${line}`;
}
