/** The recognizer child: `node program.ts`, requests on stdin, replies on stdout; ends when stdin does. */
import { spokenPhrases } from '../words/spoken-phrases.ts';
import { loadVoskModel, type VoskModel, type VoskRecognizer } from './libvosk.ts';
import {
  type DecoderReply,
  type DecoderRequest,
  type Frame,
  FrameReader,
  type UnknownWord,
} from './message.ts';
import { createSpokenWords, type SpokenWords } from './spoken-words.ts';

/** Garbage word of Vosk models: soaks up speech that no phrase fits. */
const UNKNOWN = '[unk]';
/** A second of silence. */
const PROBE_BYTES = 32_000;

interface Loaded extends VoskModel, SpokenWords {}

let model: Loaded | undefined;
/** The words of the last grammar. */
let expectedWords: readonly string[] = [];
/** Transcribers are kept, since building one takes longer than a sentence, and questions come and go. */
const grammars = new Map<string, Grammar>();
const MOST_GRAMMARS = 4;
let current: Transcriber | undefined;
let free: Transcriber | undefined;

interface Grammar {
  transcriber: Transcriber;
  reply: DecoderReply;
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
  model: Loaded,
  request: Exclude<DecoderRequest, { verb: 'load' }>,
  payload: Buffer,
): DecoderReply {
  switch (request.verb) {
    case 'grammar':
      return takeGrammar(model, request.phrases);
    case 'find-words':
      expectedWords = request.words;
      return { ok: 'unknown-words', words: request.words.filter(isUnknownTo(model)).map(saidIn(model)) };
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
  let loaded: VoskModel | undefined;
  try {
    loaded = loadVoskModel(request.library, request.model);
  } catch (error) {
    return { error: 'no-library', message: error instanceof Error ? error.message : String(error) };
  }
  if (!loaded) return { error: 'bad-model', message: 'libvosk cannot read this folder' };
  model = { ...loaded, ...createSpokenWords(loaded.hasWord, request.model, () => expectedWords) };
  // A damaged graph kills only who uses it: better now than in the middle of somebody's sentence.
  using probe = model.recognizer([UNKNOWN]);
  probe.accept(Buffer.alloc(PROBE_BYTES));
  probe.finalResult();
  return { ok: 'done' };
}

function takeGrammar(words: Loaded, phrases: readonly string[]): DecoderReply {
  const key = phrases.join('\n');
  const known = grammars.get(key) ?? buildGrammar(words, phrases);
  grammars.delete(key);
  grammars.set(key, known);
  current = known.transcriber;
  free ??= transcriber(words, undefined);
  const [oldestKey, oldest] = grammars.entries().next().value ?? [];
  if (grammars.size > MOST_GRAMMARS && oldestKey !== undefined) {
    oldest?.transcriber[Symbol.dispose]();
    grammars.delete(oldestKey);
  }
  return known.reply;
}

/** libvosk drops unknown words silently and would then listen for the rest of the phrase, so they are said in others, or not at all. */
function buildGrammar(model: Loaded, expected: readonly string[]): Grammar {
  expectedWords = expected.flatMap((phrase) => phrase.split(' '));
  const { phrases, lacking, words } = spokenPhrases(expected, model.knows, model.formsOf);
  const grammar = expected.length === 0 ? undefined : [...phrases, UNKNOWN];
  return { transcriber: transcriber(model, grammar), reply: { ok: 'grammar', lacking, words } };
}

function isUnknownTo({ knows }: Loaded): (word: string) => boolean {
  return (word) => word === '' || !knows(word);
}

function saidIn({ formsOf }: Loaded): (word: string) => UnknownWord {
  return (word) => ({ word, forms: formsOf(word) });
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
