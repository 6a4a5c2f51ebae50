import { fileURLToPath } from 'node:url';
import recorders from 'node-record-lpcm16';
import { Inbox } from '#base/inbox.ts';
import type { Argv } from '#base/run-program.ts';
import { createSampleReader, pieces } from '../pieces.ts';
import type { Samples } from '../samples.ts';

const RECORDER_FILE = fileURLToPath(new URL('../recorder-argv.ts', import.meta.url));
/** At least five seconds: who is slower than that gets the newest sound. */
const INBOX_PIECES = 250;
const DEAF_AFTER_MS = 500;

/** Why a recorder is no longer there. */
export interface RecordingEnd {
  fault: 'missing' | 'silent' | 'ended';
  /** For people: the exit code and what the program said last. */
  reason: string;
}

/** A recorder program at work. Disposing it kills the program, hard if it must be, and waits until it is gone. */
export interface Recording extends AsyncDisposable {
  /** Ends when the program ends. */
  readonly heard: Inbox<Samples>;
  /** Settles once; never rejects. */
  readonly ended: Promise<RecordingEnd>;
}

export function startRecording(argv: Argv): Recording {
  const recording = recorders.record({ recorder: RECORDER_FILE, audioType: 'raw', argv });
  const { process: child } = recording;
  const heard = new Inbox<Samples>(INBOX_PIECES);
  const toSamples = createSampleReader();
  let lastWords = '';

  const ended = new Promise<RecordingEnd>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ fault: 'missing', reason: 'is not installed' });
      else resolve({ fault: 'ended', reason: `cannot be started (${error.code})` });
    });
    child.once('close', (exitCode, signal) => {
      const end = signal ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
      resolve({ fault: 'ended', reason: lastWords ? `${end}: ${lastWords}` : end });
    });
  });
  void ended.then(() => heard.close());

  const sound = recording.stream();
  sound.on('data', (bytes: Buffer) => {
    for (const piece of pieces(toSamples(bytes))) heard.push(piece);
  });
  // The package tells every end as an error on its stream; `ended` tells it better.
  sound.on('error', () => {});
  child.stderr?.on('data', (bytes: Buffer) => {
    lastWords = bytes.toString('utf8').trim().split('\n').at(-1)?.slice(0, 200) || lastWords;
  });

  return {
    heard,
    ended,
    async [Symbol.asyncDispose]() {
      heard.close();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), DEAF_AFTER_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
