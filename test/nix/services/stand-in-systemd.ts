import { privateBus } from './private-bus.ts';

export interface StandInUnit {
  ActiveState: string;
  /** Microseconds since 1970. */
  StateChangeTimestamp: number;
}

const SYSTEMD = 'org.freedesktop.systemd1';

/** A real message bus on which somebody speaks for systemd, since no machine here has that as its first process. */
export function standInSystemd(
  units: Readonly<Record<string, StandInUnit>>,
): Promise<{ socket: string } & AsyncDisposable> {
  return privateBus(SYSTEMD, (bus) => {
    bus.exportInterface(
      { LoadUnit: (name: string) => `/org/freedesktop/systemd1/unit/${Buffer.from(name).toString('hex')}` },
      '/org/freedesktop/systemd1',
      {
        name: `${SYSTEMD}.Manager`,
        methods: { LoadUnit: ['s', 'o', ['name'], ['unit']] },
        signals: {},
        properties: {},
      },
    );
    for (const [name, properties] of Object.entries(units))
      bus.exportInterface(
        { ...properties },
        `/org/freedesktop/systemd1/unit/${Buffer.from(name).toString('hex')}`,
        {
          name: `${SYSTEMD}.Unit`,
          methods: {},
          signals: {},
          properties: { ActiveState: 's', StateChangeTimestamp: 't' },
        },
      );
  });
}
