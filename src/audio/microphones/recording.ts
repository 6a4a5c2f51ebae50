import { fileURLToPath } from 'node:url';
import recorders from 'node-record-lpcm16';
import { Inbox } from '#base/inbox.ts';
import { createConverter } from '../convert.ts';
import { createSampleReader, pieces } from '../pieces.ts';
import type { RecorderSetup } from '../recorder-argv.ts';
import { SAMPLE_RATE, type Samples } from '../samples.ts';

const RECORDER_FILE = fileURLToPath(new URL('../recorder-argv.ts', import.meta.url));
/** At least five seconds: who is slower than that gets the newest sound. */
const INBOX_PIECES = 250;
const DEAF_AFTER_MS = 500;
const LONGEST_LINE = 500;
/** How `env` ends when there is no such program. */
const NOT_FOUND = 127;
/** What recorders tell while all is well. */
const CHATTER =
  /^(Opening a recording stream|Connection established|Stream successfully|Buffer metrics|Using sample spec|Connected to|Stream moved|Time:|Got signal|Got EOF|Recording raw data|Aborted by signal|please, try the plug)/;
const SOURCE = /^(?:Connected to|Stream moved to) device (\S+) \(/;
const OTHER_RATE = /^Warning: rate is not accurate \(requested = (\d+)\s?Hz, got = (\d+)\s?Hz\)/;

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

/** `onSource` is told which source a recorder hears, by those that tell. */
export function startRecording(setup: RecorderSetup, onSource: (source: string) => void): Recording {
  const { argv, sampleRate, channels } = setup;
  const recording = recorders.record({ recorder: RECORDER_FILE, audioType: 'raw', argv });
  const { process: child } = recording;
  const heard = new Inbox<Samples>(INBOX_PIECES);
  const toSamples =
    sampleRate === SAMPLE_RATE && channels === 1
      ? createSampleReader()
      : createConverter({ kind: 'integer', bytesPerSample: 2, sampleRate, channels });
  let lastWords = '';

  const ended = new Promise<RecordingEnd>((resolve) => {
    child.once('error', ({ code }: NodeJS.ErrnoException) => {
      // Where even `env` is not, nothing is.
      if (code === 'ENOENT') resolve({ fault: 'missing', reason: 'is not installed' });
      else resolve({ fault: 'ended', reason: `cannot be started (${code})` });
    });
    child.once('close', (exitCode, signal) => {
      if (exitCode === NOT_FOUND) return resolve({ fault: 'missing', reason: 'is not installed' });
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
  const takeWords = byLine((line) => {
    const source = SOURCE.exec(line)?.[1];
    if (source) onSource(source);
    // It goes on by itself, and would be heard three times too slow.
    if (OTHER_RATE.test(line)) child.kill('SIGKILL');
    if (!CHATTER.test(line)) lastWords = line.slice(0, 200);
  });
  child.stderr?.on('data', takeWords);
  child.stderr?.on('end', () => takeWords(Buffer.from('\n')));

  /** A child of the recorder's own may keep the pipes open for ever. */
  function closePipes(): void {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }

  return {
    heard,
    ended,
    async [Symbol.asyncDispose]() {
      heard.close();
      if (child.exitCode !== null || child.signalCode !== null) closePipes();
      else child.once('exit', closePipes);
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), DEAF_AFTER_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Whole lines, trimmed and without terminal controls, of bytes cut anywhere. */
function byLine(take: (line: string) => void): (bytes: Buffer) => void {
  let begun = '';
  return (bytes) => {
    const lines = (begun + bytes.toString('utf8')).split(/[\r\n]+/);
    begun = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) {
      const plain = line.replaceAll('\u001b[K', '').trim();
      if (plain) take(plain);
    }
  };
}
