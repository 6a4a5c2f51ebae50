import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'dbus-native';
import { startProgram } from '#base/run-program.ts';

export interface StandInUnit {
  ActiveState: string;
  /** Microseconds since 1970. */
  StateChangeTimestamp: number;
}

const SYSTEMD = 'org.freedesktop.systemd1';

/** A real message bus on which somebody speaks for systemd, since no machine here has that as its first process. */
export async function standInSystemd(
  units: Readonly<Record<string, StandInUnit>>,
): Promise<{ socket: string } & AsyncDisposable> {
  await using made = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-bus-'));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  const socket = join(folder, 'socket');
  await writeFile(join(folder, 'bus.conf'), configuration(socket));
  const daemon = startProgram(
    ['dbus-daemon', '--nofork', '--print-address', `--config-file=${join(folder, 'bus.conf')}`],
    new AbortController().signal,
  );
  made.use(daemon);
  await new Promise((resolve) => daemon.stdout.once('data', resolve));

  const bus = createClient({ socket });
  made.defer(() => void bus.connection.end());
  await new Promise((resolve) => bus.connection.once('connect', resolve));
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
  await bus.requestName(SYSTEMD, 0);
  const all = made.move();
  return { socket, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

function configuration(socket: string): string {
  return `<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
`;
}
