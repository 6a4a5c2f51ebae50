import type { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import say from 'say';
import { VoiceError } from '#base/errors.ts';
import { asciiOnly, harmless } from '../harmless.ts';
import { spokenPieces } from '../spoken-pieces.ts';
import type { Voice } from '../voice.ts';

const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'say', win32: 'powershell' };

/**
 * The voice of macOS, Windows, or Festival. The package puts text into a Scheme program unquoted, dies when the
 * program is missing and, told to stop on Linux, kills a process that it only guesses: hence the care here.
 * Festival is silenced at the end of its sentence, not at once.
 */
export function sayVoice(): Voice {
  return {
    audible: true,
    async say(text, _, signal) {
      for (const piece of spokenPieces(harmless(text))) await sayPiece(asciiOnly(piece), signal);
    },
  };
}

/** What the package keeps of the program it started. */
interface SpeakingProgram extends EventEmitter {
  readonly stdin: Writable | null;
  kill(): boolean;
}

async function sayPiece(text: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  say.speak(text, undefined, undefined, () => {});
  const { child } = say as unknown as { child: SpeakingProgram | null };
  if (!child) throw new VoiceError('died', 'The voice of this machine did not start.');
  // What it cannot take is told by its end.
  child.stdin?.on('error', () => {});
  const stop = () => {
    if (process.platform === 'linux') child.kill();
    else say.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await ended(child);
  } finally {
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
  }
}

function ended(child: SpeakingProgram): Promise<void> {
  const program = PROGRAMS[process.platform] ?? 'festival';
  return new Promise((resolve, reject) => {
    child.once('error', (cause: Error) =>
      reject(new VoiceError('no-program', `${program} is not installed, so nothing can be said.`, { cause })),
    );
    child.once('exit', (exitCode: number | null, signal: string | null) => {
      if (exitCode === 0) resolve();
      else
        reject(new VoiceError('died', `${program} stopped speaking (${signal ?? `exit code ${exitCode}`}).`));
    });
  });
}
