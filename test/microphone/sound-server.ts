import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram, startProgram } from '#base/run-program.ts';

/** A PulseAudio of our own with one sink that nobody hears; its monitor is a microphone. */
export interface SoundServer extends AsyncDisposable {
  /** For PULSE_SERVER. */
  readonly address: string;
  /** For XDG_RUNTIME_DIR and HOME: what the server's clients may write. */
  readonly folder: string;
}

export const SINK = 'ask_nix_test';

export async function startSoundServer(): Promise<SoundServer> {
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-pulse-'));
  const socket = join(folder, 'native');
  const running = new AbortController();
  const home = [`HOME=${folder}`, `XDG_RUNTIME_DIR=${folder}`, `PULSE_RUNTIME_PATH=${folder}`];
  const server = startProgram(
    [
      'env',
      ...home,
      'pulseaudio',
      '-n',
      '--daemonize=no',
      '--system=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--disallow-exit',
      `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
      // Without `norewinds` a sink that nobody plays to may keep a new listener waiting for two seconds.
      `--load=module-null-sink sink_name=${SINK} rate=48000 norewinds=1`,
    ],
    running.signal,
  );
  let said = '';
  server.stdout.resume();
  server.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8');
  });

  const address = `unix:${socket}`;
  for (let tries = 0; ; tries++) {
    const asked = await runProgram(['env', ...home, 'pactl', '-s', address, 'info'], '', running.signal);
    if (asked.exitCode === 0) break;
    if (asked.startError || tries > 100) {
      running.abort();
      throw new Error(`PulseAudio did not start: ${asked.startError ?? asked.stderr}\n${said}`);
    }
    await sleep(50);
  }

  return {
    address,
    folder,
    async [Symbol.asyncDispose]() {
      running.abort();
      await server.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
