/** The recognizer child: `node program.ts`, requests on stdin, replies on stdout; ends when stdin does. */
import { loadVoskModel, type VoskModel, type VoskRecognizer } from './libvosk.ts';
import { type DecoderReply, type DecoderRequest, type Frame, FrameReader } from './message.ts';

/** Garbage word of Vosk models: soaks up speech that no phrase fits. */
const UNKNOWN = '[unk]';
/** A second of silence. */
const PROBE_BYTES = 32_000;

let model: VoskModel | undefined;
/** Transcribers are kept, since building one takes longer than a sentence, and questions come and go. */
const grammars = new Map<string, Grammar>();
const MOST_GRAMMARS = 4;
let current: Transcriber | undefined;
let free: Transcriber | undefined;

interface Grammar {
  transcriber: Transcriber;
  dropped: readonly string[];
}

const frames = new FrameReader();
process.stdin.on('data', (bytes: Buffer) => {
  frames.push(bytes);
  try {
    for (let frame = frames.take(); frame; frame = frames.take()) send(answer(frame));
  } catch (error) {
    // After a request that cannot be read nothing tells where the next begins.
    send({ error: 'bad-request', message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 2;
    process.stdin.destroy();
  }
});
process.stdin.on('error', () => process.exit(0));
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));

function send(reply: DecoderReply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

function answer({ request, payload }: Frame): DecoderReply {
  if (request.verb === 'load') return load(request);
  return model
    ? answerWith(model, request, payload)
    : { error: 'bad-request', message: 'no model is loaded' };
}

function answerWith(
  model: VoskModel,
  request: Exclude<DecoderRequest, { verb: 'load' }>,
  payload: Buffer,
): DecoderReply {
  switch (request.verb) {
    case 'grammar':
      return takeGrammar(model, request.phrases);
    case 'find-words':
      return { ok: 'unknown-words', words: request.words.filter(isUnknownTo(model)) };
    case 'freely':
      free ??= transcriber(model, undefined);
      free.start();
      free.accept(payload);
      return free.finish();
    case 'start':
      current ??= buildGrammar(model, []).transcriber;
      current.start();
      return { ok: 'done' };
    case 'accept':
    case 'finish':
      if (!current?.isStarted()) return { error: 'bad-request', message: 'no utterance was started' };
      return request.verb === 'accept' ? current.accept(payload) : current.finish();
  }
}

function load(request: Extract<DecoderRequest, { verb: 'load' }>): DecoderReply {
  try {
    model = loadVoskModel(request.library, request.model);
  } catch (error) {
    return { error: 'no-library', message: error instanceof Error ? error.message : String(error) };
  }
  if (!model) return { error: 'bad-model', message: 'libvosk cannot read this folder' };
  // A damaged graph kills only who uses it: better now than in the middle of somebody's sentence.
  using probe = model.recognizer([UNKNOWN]);
  probe.accept(Buffer.alloc(PROBE_BYTES));
  probe.finalResult();
  return { ok: 'done' };
}

function takeGrammar(words: VoskModel, phrases: readonly string[]): DecoderReply {
  const key = phrases.join('\n');
  const known = grammars.get(key) ?? buildGrammar(words, phrases);
  grammars.delete(key);
  grammars.set(key, known);
  current = known.transcriber;
  const [oldestKey, oldest] = grammars.entries().next().value ?? [];
  if (grammars.size > MOST_GRAMMARS && oldestKey !== undefined) {
    oldest?.transcriber[Symbol.dispose]();
    grammars.delete(oldestKey);
  }
  return { ok: 'grammar', dropped: known.dropped };
}

/** libvosk drops unknown words silently and would then listen for the rest of the phrase, so whole phrases go. */
function buildGrammar(words: VoskModel, phrases: readonly string[]): Grammar {
  const known = new Map<string, boolean>();
  const isKnown = (word: string) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = words.hasWord(word);
    known.set(word, found);
    return found;
  };
  const dropped: string[] = [];
  const kept = phrases.filter((phrase) => {
    const parts = phrase.split(/\s+/).filter((word) => word !== '');
    const keep = parts.length > 0 && parts.every(isKnown);
    if (!keep) dropped.push(phrase);
    return keep;
  });
  const expected = phrases.length === 0 ? undefined : [...kept, UNKNOWN];
  return { transcriber: transcriber(words, expected), dropped };
}

function isUnknownTo(words: VoskModel): (word: string) => boolean {
  return (word) => word === '' || !words.hasWord(word);
}

interface Transcriber extends Disposable {
  start(): void;
  isStarted(): boolean;
  accept(samples: Buffer): DecoderReply;
  finish(): DecoderReply;
}

function transcriber(words: VoskModel, phrases: readonly string[] | undefined): Transcriber {
  const recognizer: VoskRecognizer = words.recognizer(phrases);
  let startedMs: number | undefined;
  return {
    start() {
      if (startedMs !== undefined) recognizer.finalResult();
      startedMs = recognizer.acceptedMs;
    },
    isStarted: () => startedMs !== undefined,
    accept(samples) {
      recognizer.accept(samples);
      const { partial } = JSON.parse(recognizer.partialResult()) as { partial: string };
      return { ok: 'partial', text: partial };
    },
    finish() {
      const reply = readResult(recognizer.finalResult(), startedMs ?? 0);
      startedMs = undefined;
      return reply;
    },
    [Symbol.dispose]: () => recognizer[Symbol.dispose](),
  };
}

function readResult(json: string, startedMs: number): DecoderReply {
  const result = JSON.parse(json) as { alternatives: VoskAlternative[] };
  const alternatives = result.alternatives.map(({ text, confidence }) => ({
    text: text.trim(),
    score: confidence,
  }));
  const lastWord = result.alternatives[0]?.result?.at(-1);
  const lastWordEndMs = lastWord ? Math.max(0, Math.round(lastWord.end * 1000 - startedMs)) : 0;
  return { ok: 'finished', alternatives, lastWordEndMs };
}

interface VoskAlternative {
  text: string;
  confidence: number;
  /** Times in seconds since the recognizer began. */
  result?: { word: string; start: number; end: number }[];
}
