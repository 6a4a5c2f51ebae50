import type { Clock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';
import { type Argv, startProgram } from '#base/run-program.ts';
import { PLAYERS, type Player, playerArgvs } from '../player-argv.ts';
import { durationMs, type Samples } from '../samples.ts';
import type { Speaker, SpeakerOptions } from '../speaker.ts';
import { within } from '../within.ts';

type DeviceOptions = Extract<SpeakerOptions, { kind: 'device' }>;

/** Where the players are, if not where PATH says. */
export type PlayerPrograms = Readonly<Partial<Record<Player, string>>>;

/** A player that has not come to its end so long after the sound hangs. */
const LATE_MS = 3_000;

interface Failure {
  player: Player;
  isMissing: boolean;
  reason: string;
}

/** The loudspeaker of this machine, through the first player program that works. */
export function deviceSpeaker(
  { player }: DeviceOptions,
  { clock, programs = {} }: { clock: Clock; programs?: PlayerPrograms },
): Speaker {
  const wayOf = new Map<Player, readonly Argv[]>();
  let order: readonly Player[] = player === 'auto' ? PLAYERS : [player];
  return {
    audible: true,
    async play(samples, signal) {
      signal.throwIfAborted();
      if (samples.length === 0) return;
      const failures: Failure[] = [];
      for (const candidate of order) {
        const failure = await playWith(candidate, samples, signal);
        if (!failure) {
          order = [candidate, ...order.filter((other) => other !== candidate)];
          return;
        }
        failures.push(failure);
      }
      throw nothingWorks(failures);
    },
  };

  /** The first failure of a player that cannot play in any way. */
  async function playWith(
    candidate: Player,
    samples: Samples,
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    const ways = wayOf.get(candidate) ?? playerArgvs(candidate, programs[candidate]);
    let first: Failure | undefined;
    for (const argv of ways) {
      const failure = await playOnce(argv, candidate, samples, signal);
      signal.throwIfAborted();
      if (!failure) {
        wayOf.set(candidate, [argv]);
        return undefined;
      }
      first ??= failure;
      if (failure.isMissing) break;
    }
    return first;
  }

  async function playOnce(
    argv: Argv,
    candidate: Player,
    samples: Samples,
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    await using program = startProgram(argv, signal);
    let lastWords = '';
    program.stdout.resume();
    program.stderr.on('data', (bytes: Buffer) => {
      lastWords = bytes.toString('utf8').trim().split('\n').at(-1)?.slice(0, 200) || lastWords;
    });
    program.stdin.end(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    const end = await within(durationMs(samples) + LATE_MS, program.ended, clock);
    if (end?.exitCode === 0) return undefined;
    const failed = { player: candidate, isMissing: end?.startError === 'ENOENT' };
    if (!end) return { ...failed, reason: 'does not come to an end' };
    if (end.startError) return { ...failed, reason: `cannot be started (${end.startError})` };
    return { ...failed, reason: `ended with exit code ${end.exitCode}${lastWords && `: ${lastWords}`}` };
  }
}

function nothingWorks(failures: readonly Failure[]): AudioError {
  const installed = failures.filter(({ isMissing }) => !isMissing);
  if (installed.length === 0)
    return new AudioError(
      'no-program',
      `Nothing here can play sound (${failures.map(({ player }) => player).join(', ')} not found). ` +
        'Install PipeWire, PulseAudio, alsa-utils or sox.',
    );
  const tried = installed.map(({ player, reason }) => `${player} ${reason}`).join('; ');
  return new AudioError('no-device', `No loudspeaker works; answers are only printed. (${tried})`);
}
