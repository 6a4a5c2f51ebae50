import type { Adjustment } from '#dialogue/adjustment.ts';
import type { Config } from './config.ts';
import { valueAt } from './merge.ts';
import { shapeAt } from './shape.ts';

/** How far "faster" (words per minute) and "louder" go, and how far "slower" and "quieter": never to silence. */
const STEPS = {
  rate: { step: 25, least: 80 },
  volume: { step: 20, least: 20 },
};

/**
 * Rate or volume of the voice in use, one step up or down and within what the setting may be;
 * as it is when there is no step left, undefined when the voice has none.
 */
export function nextStep(
  config: Config,
  { kind, direction }: Extract<Adjustment, { direction: unknown }>,
): number | undefined {
  const path = ['voice', kind];
  const now = valueAt(config, path);
  const shape = shapeAt(path, config);
  if (typeof now !== 'number' || !shape) return undefined;
  const { step, least } = STEPS[kind];
  if (direction === 'up') return Math.min(now + step, shape.maximum ?? Number.POSITIVE_INFINITY);
  // Who went lower by hand stays there.
  return Math.min(now, Math.max(now - step, least, shape.minimum ?? least));
}
