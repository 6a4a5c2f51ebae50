import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type MessageBus } from 'dbus-native';
import { startProgram } from '#base/run-program.ts';

/** A real message bus of its own, on which a test speaks for `name`; its socket is where the system's is below `run`. */
export async function privateBus(
  name: string,
  speak: (bus: MessageBus) => void,
): Promise<{ run: string; socket: string } & AsyncDisposable> {
  await using made = new AsyncDisposableStack();
  const run = await mkdtemp(join(tmpdir(), 'ask-nix-bus-'));
  made.defer(() => rm(run, { recursive: true, force: true }));
  await mkdir(join(run, 'dbus'));
  const socket = join(run, 'dbus', 'system_bus_socket');
  await writeFile(join(run, 'bus.conf'), configuration(socket));
  const daemon = startProgram(
    ['dbus-daemon', '--nofork', '--print-address', `--config-file=${join(run, 'bus.conf')}`],
    new AbortController().signal,
  );
  made.use(daemon);
  await new Promise((resolve) => daemon.stdout.once('data', resolve));

  const bus = createClient({ socket });
  made.defer(() => void bus.connection.end());
  await new Promise((resolve) => bus.connection.once('connect', resolve));
  speak(bus);
  await bus.requestName(name, 0);
  const all = made.move();
  return { run, socket, [Symbol.asyncDispose]: () => all.disposeAsync() };
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
