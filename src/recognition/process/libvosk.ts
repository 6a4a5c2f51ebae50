import koffi from 'koffi';
import { hasStaticGraph } from '../models.ts';

/** A loaded model. Freed by the end of the process: the child lives exactly as long as its model. */
export interface VoskModel {
  hasWord(word: string): boolean;
  /**
   * `grammar`: phrases, never none (libvosk would crash); undefined for free dictation, as is any for a model that can use
   * none.
   */
  recognizer(grammar: readonly string[] | undefined): VoskRecognizer;
}

export interface VoskRecognizer extends Disposable {
  accept(samples: Buffer): void;
  /** JSON of the transcript so far. */
  partialResult(): string;
  /**
   * JSON with the alternatives of all that was accepted since the last final result, which is forgotten with it:
   * building a recognizer for a big grammar takes longer than decoding a sentence. Its times go on counting.
   */
  finalResult(): string;
  /** What the times of the next result count from. */
  readonly acceptedMs: number;
}

const SAMPLE_RATE = 16_000;
const ALTERNATIVES = 3;

/** Binds the library and loads the model; undefined when libvosk refuses the folder. Throws when the library does not load. */
export function loadVoskModel(library: string, folder: string): VoskModel | undefined {
  const vosk = bindVosk(library);
  vosk.setLogLevel(-1);
  const model = vosk.modelNew(folder);
  if (!model) return undefined;
  const canUseGrammar = !hasStaticGraph(folder);
  return {
    hasWord: (word) => vosk.findWord(model, word) >= 0,
    recognizer(grammar) {
      const handle =
        grammar && canUseGrammar
          ? vosk.recognizerNewGrammar(model, SAMPLE_RATE, JSON.stringify(grammar))
          : vosk.recognizerNew(model, SAMPLE_RATE);
      if (!handle) throw new RangeError('libvosk made no recognizer');
      vosk.setMaxAlternatives(handle, ALTERNATIVES);
      vosk.setWords(handle, 1);
      let acceptedBytes = 0;
      return {
        get acceptedMs() {
          return (acceptedBytes * 1000) / (2 * SAMPLE_RATE);
        },
        accept: (samples) => {
          acceptedBytes += samples.length;
          vosk.acceptWaveform(handle, samples, samples.length);
        },
        partialResult: () => vosk.partialResult(handle),
        finalResult: () => vosk.finalResult(handle),
        [Symbol.dispose]: () => vosk.recognizerFree(handle),
      };
    },
  };
}

function bindVosk(library: string) {
  const lib = koffi.load(library);
  return {
    setLogLevel: lib.func('void vosk_set_log_level(int)'),
    modelNew: lib.func('void* vosk_model_new(const char*)'),
    findWord: lib.func('int vosk_model_find_word(void*, const char*)'),
    recognizerNew: lib.func('void* vosk_recognizer_new(void*, float)'),
    recognizerNewGrammar: lib.func('void* vosk_recognizer_new_grm(void*, float, const char*)'),
    recognizerFree: lib.func('void vosk_recognizer_free(void*)'),
    setWords: lib.func('void vosk_recognizer_set_words(void*, int)'),
    setMaxAlternatives: lib.func('void vosk_recognizer_set_max_alternatives(void*, int)'),
    acceptWaveform: lib.func('int vosk_recognizer_accept_waveform(void*, const uint8_t*, int)'),
    partialResult: lib.func('const char* vosk_recognizer_partial_result(void*)'),
    finalResult: lib.func('const char* vosk_recognizer_final_result(void*)'),
  };
}
