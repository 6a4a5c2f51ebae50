import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { durationMs, type Samples } from '#audio/samples.ts';
import { systemClock } from '#base/clock.ts';
import { RecognizerError } from '#base/errors.ts';
import { type Argv, type RunningProgram, startProgram } from '#base/run-program.ts';
import type { Alternative } from '../heard.ts';
import type { SpokenWord } from '../words/spoken-phrases.ts';
import { libraryPath } from './library-path.ts';
import { type DecoderReply, type DecoderRequest, requestBytes, type UnknownWord } from './message.ts';

/**
 * A running recognizer child with its model loaded. One call at a time. Every call throws `RecognizerError` `died` or
 * `stalled` when the child is gone (a stalled one is killed); it is of no use afterwards.
 */
export interface Decoder extends AsyncDisposable {
  readonly pid: number | undefined;
  /** Takes the phrases of the runtime grammar; words that the model lacks are expected in their spoken forms. */
  setGrammar(phrases: readonly string[]): Promise<TakenGrammar>;
  start(): Promise<void>;
  /** The transcript so far. */
  accept(samples: Samples): Promise<string>;
  finish(): Promise<Finished>;
  /** Transcribes `samples` without the grammar; the utterance that goes on is not touched. */
  transcribeFreely(samples: Samples): Promise<Finished>;
  /** Those of `words` that the model lacks, and how they are said. */
  unknownWords(words: readonly string[]): Promise<readonly UnknownWord[]>;
}

export interface TakenGrammar {
  /** Phrases with a word that the model lacks. */
  lacking: readonly string[];
  /** Words that the model lacks. */
  words: readonly SpokenWord[];
}

export interface Finished {
  /** Best first, at most three; none when nothing at all was said. */
  alternatives: readonly Alternative[];
  /** End of the last word of the best one, since the utterance began. */
  lastWordEndMs: number;
}

/** Replies take milliseconds; a child that is silent this long, and for the length of what it was given, hangs. */
const STALLED_MS = 5_000;
/** Loading a big model from a slow disk takes longer. */
const LOAD_MS = 60_000;

const PROGRAM: Argv = [process.execPath, fileURLToPath(new URL('./program.ts', import.meta.url))];

export interface DecoderOptions {
  /** Folder of a Vosk model. */
  model: string;
  /** The child program; tests give one that misbehaves. */
  program?: Argv;
  stalledMs?: number;
}

export interface DecoderChild extends Decoder {
  /** Settles when the child is gone. */
  readonly ended: Promise<unknown>;
}

/** Starts a child and loads the model. Throws `RecognizerError` `bad-model` when libvosk refuses it. */
export async function openDecoder(options: DecoderOptions, signal: AbortSignal): Promise<DecoderChild> {
  const stalledMs = options.stalledMs ?? STALLED_MS;
  const program = startProgram(options.program ?? PROGRAM, signal);
  const ask = requester(program, signal);
  const patience = (samples: Samples) => stalledMs + durationMs(samples);
  try {
    const loading: DecoderRequest = { verb: 'load', model: options.model, library: libraryPath() };
    await ask(loading, undefined, options.stalledMs ?? LOAD_MS);
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw error;
  }
  return {
    pid: program.pid,
    ended: program.ended,
    async setGrammar(phrases) {
      const reply = await ask({ verb: 'grammar', phrases }, undefined, stalledMs);
      return 'lacking' in reply ? reply : { lacking: [], words: [] };
    },
    async start() {
      await ask({ verb: 'start' }, undefined, stalledMs);
    },
    async accept(samples) {
      const request: DecoderRequest = { verb: 'accept', bytes: samples.byteLength };
      const reply = await ask(request, bytesOf(samples), patience(samples));
      return 'text' in reply ? reply.text : '';
    },
    async finish() {
      return finishedFrom(await ask({ verb: 'finish' }, undefined, stalledMs));
    },
    async transcribeFreely(samples) {
      const request: DecoderRequest = { verb: 'freely', bytes: samples.byteLength };
      return finishedFrom(await ask(request, bytesOf(samples), patience(samples)));
    },
    async unknownWords(words) {
      const reply = await ask({ verb: 'find-words', words }, undefined, stalledMs);
      return reply.ok === 'unknown-words' ? reply.words : [];
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

function bytesOf(samples: Samples): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function finishedFrom(reply: GoodReply): Finished {
  return 'alternatives' in reply ? reply : { alternatives: [], lastWordEndMs: 0 };
}

type Ask = (
  request: DecoderRequest,
  payload: Uint8Array | undefined,
  timeoutMs: number,
) => Promise<GoodReply>;
type GoodReply = Exclude<DecoderReply, { error: string }>;

function requester(program: RunningProgram, signal: AbortSignal): Ask {
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  // libvosk's and Node's last words explain a death.
  let lastWords = '';
  program.stderr.on('data', (bytes: Buffer) => {
    lastWords = (lastWords + bytes.toString('utf8')).slice(-500);
  });
  return async (request, payload, timeoutMs) => {
    signal.throwIfAborted();
    program.stdin.write(requestBytes(request, payload));
    const line = await answeredWithin(timeoutMs, lines.next(), program, request);
    signal.throwIfAborted();
    if (line.done) {
      const end = await program.ended;
      const how = end.startError ?? (end.exitCode === null ? 'a signal' : `exit code ${end.exitCode}`);
      throw new RecognizerError('died', `The speech recognizer died (${how}).`, { cause: lastWords.trim() });
    }
    return readReply(line.value, program);
  };
}

async function answeredWithin<Line>(
  timeoutMs: number,
  line: Promise<Line>,
  program: RunningProgram,
  request: DecoderRequest,
): Promise<Line> {
  const answered = new AbortController();
  // Real time on purpose: the child computes in it, whatever clock the conversation runs on.
  const tooLate = systemClock.sleep(timeoutMs, answered.signal).then(
    () => {
      program.stop();
      const message = `The speech recognizer did not answer (${request.verb}).`;
      throw new RecognizerError('stalled', message);
    },
    () => line,
  );
  try {
    return await Promise.race([line, tooLate]);
  } finally {
    answered.abort();
  }
}

function readReply(line: string, program: RunningProgram): GoodReply {
  let reply: DecoderReply;
  try {
    reply = JSON.parse(line) as DecoderReply;
  } catch (cause) {
    program.stop();
    throw new RecognizerError('died', 'The speech recognizer answered nonsense.', { cause });
  }
  if (!('error' in reply)) return reply;
  program.stop();
  if (reply.error === 'bad-request')
    throw new RecognizerError('died', `The recognizer refused: ${reply.message}.`);
  if (reply.error === 'no-library') {
    const message = `The speech recognizer library does not load: ${reply.message}. Run "npm ci" in the ask-nix folder.`;
    throw new RecognizerError('no-model', message);
  }
  throw new RecognizerError('bad-model', 'The speech model is broken: libvosk cannot read it.');
}
