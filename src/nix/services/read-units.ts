import { existsSync } from 'node:fs';
import { NixError } from '#base/errors.ts';
import { type NixPlaces, systemBusSocket } from '../places.ts';
import type { UnitReader } from './service-state.ts';
import { unitsBySystemctl } from './systemctl.ts';
import { unitsOverBus } from './systemd-bus.ts';

/** systemd over its bus; where that does not answer, its program. */
export function unitReader(places: Pick<NixPlaces, 'run'>, systemctl = 'systemctl'): UnitReader {
  const socket = systemBusSocket(places);
  const byProgram = unitsBySystemctl(systemctl);
  if (!existsSync(socket)) return byProgram;
  const byBus = unitsOverBus(socket);
  return {
    by: 'bus',
    async read(units, signal) {
      try {
        return await byBus.read(units, signal);
      } catch (error) {
        if (!(error instanceof NixError)) throw error;
        return byProgram.read(units, signal);
      }
    },
  };
}
