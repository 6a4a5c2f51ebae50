import { openBus } from '#base/dbus.ts';
import { type UnitReader, type UnitReading, unitReading } from './service-state.ts';

const SYSTEMD = 'org.freedesktop.systemd1';

/** Asks systemd itself, over the bus of the system. */
export function unitsOverBus(socket: string): UnitReader {
  return {
    by: 'bus',
    async read(units, signal) {
      using bus = await openBus(socket, signal);
      const readings: UnitReading[] = [];
      for (const unit of units) {
        const path = await bus.call(
          {
            destination: SYSTEMD,
            path: '/org/freedesktop/systemd1',
            interface: `${SYSTEMD}.Manager`,
            member: 'LoadUnit',
            signature: 's',
            body: [`${unit}.service`],
          },
          signal,
        );
        const properties = (await bus.call(
          {
            destination: SYSTEMD,
            path: String(path),
            interface: 'org.freedesktop.DBus.Properties',
            member: 'GetAll',
            signature: 's',
            body: [`${SYSTEMD}.Unit`],
          },
          signal,
        )) as Record<string, unknown>;
        readings.push(
          unitReading(String(properties.ActiveState), Number(properties.StateChangeTimestamp ?? 0)),
        );
      }
      return readings;
    },
  };
}
