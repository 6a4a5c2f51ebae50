import type { SpokenWord } from '../words/spoken-phrases.ts';

/**
 * What the recognizer child and its parent say to each other. A request is one JSON line, for `accept` and `freely` followed by
 * `bytes` bytes of samples (s16le, 16 kHz, mono); each request gets exactly one reply line before the next is sent.
 */
export type DecoderRequest =
  | { verb: 'load'; model: string; library: string }
  /** Phrases of the runtime grammar, lower case; empty for free dictation. */
  | { verb: 'grammar'; phrases: readonly string[] }
  /** Forgets what was heard and begins an utterance. */
  | { verb: 'start' }
  | { verb: 'accept'; bytes: number }
  /** The best alternatives for everything since `start`; the utterance is over. */
  | { verb: 'finish' }
  /** Transcribes the samples without the grammar, beside the utterance that goes on. */
  | { verb: 'freely'; bytes: number }
  | { verb: 'find-words'; words: readonly string[] };

export type DecoderReply =
  | { ok: 'done' }
  /** `lacking`: phrases with a word that the model lacks; `words`: those words, and how they are said. */
  | { ok: 'grammar'; lacking: readonly string[]; words: readonly SpokenWord[] }
  | { ok: 'partial'; text: string }
  | { ok: 'finished'; alternatives: readonly { text: string; score: number }[]; lastWordEndMs: number }
  | { ok: 'unknown-words'; words: readonly UnknownWord[] }
  | { error: 'no-library' | 'bad-model' | 'bad-request'; message: string };

/** A word that the model lacks, and how it can be said, the likeliest first; no form: it cannot. */
export interface UnknownWord {
  word: string;
  forms: readonly string[];
}

/** Bytes: more than any real request, little enough to be harmless. */
const LONGEST_HEADER = 8 * 1024 * 1024;
const LONGEST_PAYLOAD = 4 * 1024 * 1024;

export function requestBytes(request: DecoderRequest, payload?: Uint8Array): Buffer {
  const header = Buffer.from(`${JSON.stringify(request)}\n`, 'utf8');
  return payload ? Buffer.concat([header, payload]) : header;
}

export interface Frame {
  request: DecoderRequest;
  payload: Buffer;
}

/** Cuts a byte stream into requests. `take` throws a plain sentence when the stream cannot be one. */
export class FrameReader {
  #pending: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
  }

  /** The next whole request, or undefined until more bytes have come. */
  take(): Frame | undefined {
    const lineEnd = this.#pending.indexOf(10);
    if (lineEnd < 0) {
      if (this.#pending.length > LONGEST_HEADER) throw new RangeError('a request without an end of line');
      return undefined;
    }
    const request = parseRequest(this.#pending.toString('utf8', 0, lineEnd));
    const bytes = 'bytes' in request ? request.bytes : 0;
    const end = lineEnd + 1 + bytes;
    if (this.#pending.length < end) return undefined;
    const payload = this.#pending.subarray(lineEnd + 1, end);
    this.#pending = this.#pending.subarray(end);
    return { request, payload };
  }
}

/** Checked by hand: the child starts 50 ms sooner without zod, and a wrong type would reach C. */
function parseRequest(line: string): DecoderRequest {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new SyntaxError('a request that is not JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || !('verb' in value))
    throw new TypeError('a request without a verb');
  const request: { verb?: unknown; bytes?: unknown; [key: string]: unknown } = value;
  const text = (key: string) => isText(request[key]);
  const texts = (key: string) => Array.isArray(request[key]) && request[key].every(isText);
  const fits = new Map<unknown, () => boolean>(
    Object.entries({
      load: () => text('model') && text('library'),
      grammar: () => texts('phrases'),
      start: () => true,
      accept: () => isPayloadLength(request.bytes),
      finish: () => true,
      freely: () => isPayloadLength(request.bytes),
      'find-words': () => texts('words'),
    }),
  );
  if (!fits.get(request.verb)?.())
    throw new TypeError(`a wrong ${String(request.verb).slice(0, 40)} request`);
  return value as DecoderRequest;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

function isPayloadLength(value: unknown): boolean {
  return (
    Number.isInteger(value) &&
    Number(value) >= 0 &&
    Number(value) <= LONGEST_PAYLOAD &&
    Number(value) % 2 === 0
  );
}
