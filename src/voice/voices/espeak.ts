import type { Samples } from '#audio/samples.ts';
import type { Speaker } from '#audio/speaker.ts';
import { parseWav } from '#audio/wav.ts';
import { VoiceError } from '#base/errors.ts';
import { type Argv, runProgram } from '#base/run-program.ts';
import { harmless } from '../harmless.ts';
import { spokenPieces } from '../spoken-pieces.ts';
import type { Voice, VoiceOptions } from '../voice.ts';

type EspeakOptions = Extract<VoiceOptions, { kind: 'espeak' }>;

/** A piece of text is made sound in milliseconds. */
const PATIENCE_MS = 10_000;

/** espeak-ng, played through our own speaker. The next piece is made while one is heard. */
export function espeakVoice(
  options: EspeakOptions,
  { speaker, program = 'espeak-ng' }: { speaker: Speaker; program?: string },
): Voice {
  const argv = espeakArgv(options, program);
  return {
    audible: speaker.audible,
    async say(text, _, signal) {
      signal.throwIfAborted();
      const pieces = spokenPieces(harmless(text)).values();
      let next = synthesizeNext();
      for (let samples = await next; samples; samples = await next) {
        next = synthesizeNext();
        await speaker.play(samples, signal);
      }

      function synthesizeNext(): Promise<Samples | undefined> {
        const piece = pieces.next();
        const samples = piece.done ? Promise.resolve(undefined) : synthesize(argv, piece.value, signal);
        // Awaited only after what is being played; until then a failure is not unhandled.
        samples.catch(() => {});
        return samples;
      }
    },
  };
}

function espeakArgv({ name, rate, volume }: EspeakOptions, program: string): Argv {
  return [program, '--stdin', '--stdout', '-b', '1', '-v', name, '-s', String(rate), '-a', String(volume)];
}

async function synthesize(argv: Argv, text: string, signal: AbortSignal): Promise<Samples> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const { exitCode, startError, stdout, stderr } = await runProgram(argv, text, inTime).catch((error) => {
    signal.throwIfAborted();
    if (!inTime.aborted) throw error;
    throw new VoiceError('died', 'espeak-ng hangs: it has made no sound for ten seconds.', { cause: error });
  });
  if (startError === 'ENOENT')
    throw new VoiceError(
      'no-program',
      'espeak-ng is not installed, so nothing can be said. Install espeak-ng.',
    );
  if (exitCode !== 0 || stdout.length === 0) {
    const reason = stderr.trim().split('\n').at(-1) || startError || `exit code ${exitCode}`;
    throw new VoiceError('died', `espeak-ng said nothing: ${reason}`);
  }
  return parseWav(stdout, 'What espeak-ng said');
}
