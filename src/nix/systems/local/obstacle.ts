import { existsSync } from 'node:fs';
import type { Answer } from '../../answer.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import type { Obstacle } from '../../failure-code.ts';
import { hangingMs } from '../../privileged/hanging.ts';
import type { LocalSystem } from './local-system.ts';
import { managedDamage } from './managed-damage.ts';
import { outcomeOf } from './outcome.ts';
import { carried } from './privileged-work.ts';

type Failed = Extract<Answer, { type: 'failed' }>;

/** A helper that is putting something right takes longer, and is well. */
const HELPER_MS = 2_000;

/** What is in the way of any change, as far as a look at it tells; undefined for nothing. Rejects when aborted. */
export async function obstacleIn(
  system: LocalSystem,
  signal: AbortSignal,
): Promise<(Pick<Failed, 'file' | 'line'> & { code: Obstacle }) | undefined> {
  const found = await inTheWay(system, signal);
  if (found === undefined) return undefined;
  const { code, file, line } = found;
  if (!isObstacle(code)) return undefined;
  return { code, ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
}

async function inTheWay(
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Pick<Failed, 'code' | 'file' | 'line'> | undefined> {
  const { places, daemon, privileged, clock } = system;
  const damage = managedDamage(readManaged(places));
  if (damage) return damage;
  if (!existsSync(places.configuration)) return { code: 'no-configuration' };
  try {
    await daemon.greeting(signal);
    if (privileged?.by !== 'helper') return undefined;
    const soon = AbortSignal.any([signal, AbortSignal.timeout(HELPER_MS)]);
    const status = await carried(privileged, { verb: 'status' }, soon);
    const hangs = status.type === 'status' && hangingMs(status, clock.now()) !== undefined;
    return hangs ? { code: 'still-activating' } : undefined;
  } catch (error) {
    const outcome = outcomeOf(error, system, signal);
    signal.throwIfAborted();
    return outcome.type === 'failed' ? outcome : undefined;
  }
}

const OBSTACLES: Readonly<Record<Obstacle, true>> = {
  'newer-file': true,
  'broken-state': true,
  'no-configuration': true,
  'no-daemon': true,
  'daemon-refuses': true,
  'daemon-version': true,
  'no-helper': true,
  'not-permitted': true,
  'still-activating': true,
};

function isObstacle(code: string): code is Obstacle {
  return Object.hasOwn(OBSTACLES, code);
}
