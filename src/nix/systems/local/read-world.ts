import { NixError } from '#base/errors.ts';
import type { ManagedConfig } from '../../managed-config.ts';
import type { Units } from '../../planning/units.ts';
import { makesLoss } from '../../planning/what-changes.ts';
import type { Request } from '../../request.ts';
import { readOwn } from './evaluate-for-me.ts';
import { findGarbage } from './garbage.ts';
import type { LocalSystem } from './local-system.ts';
import { unitsOf } from './read-local.ts';
import { readRecord, UndoRecord } from './records.ts';
import { type LocalWorld, localWorld } from './world.ts';

/** Reads as much of the system as planning `requests` needs. */
export async function readWorld(
  requests: readonly Request[],
  managed: ManagedConfig,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<LocalWorld> {
  const { catalogue, clock, files } = system;
  const [garbage, units] = await Promise.all([
    requests.some(makesLoss) ? findGarbage(system, signal) : () => [],
    readUnits(system, signal),
  ]);
  const undo = readRecord(files.undo, UndoRecord) ?? [];
  const own = readOwn(system);
  return localWorld(
    { now: clock.now(), state: system.read(), managed, own, undo, units, garbage },
    catalogue,
  );
}

/** How the services are that the running system enables; nothing when nobody tells, and then they are taken to run. */
async function readUnits(system: LocalSystem, signal: AbortSignal): Promise<Units> {
  const { units, catalogue } = system;
  const { active, current } = system.read();
  const known = unitsOf(active ?? current.toplevel).filter((unit) => catalogue.settings.service(unit));
  try {
    const readings = await units.read(known, signal);
    return Object.fromEntries(
      known.map((unit, index) => {
        const { state = 'stopped', since = 0 } = readings[index] ?? {};
        return [unit, { state, since }];
      }),
    );
  } catch (error) {
    if (error instanceof NixError) return {};
    throw error;
  }
}
