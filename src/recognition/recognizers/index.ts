import type { Clock } from '#base/clock.ts';
import type { Recognizer, RecognizerOptions } from '../recognizer.ts';

export interface RecognizerDeps {
  clock: Clock;
  /** Told what a person should know: the child died and was restarted, phrases that cannot be heard. */
  log(text: string): void;
  /** Folder of the model that is used when none is named. */
  bundledModel: string;
}

type Opened = Recognizer & AsyncDisposable;

const openers: {
  [Kind in RecognizerOptions['kind']]: (
    options: Extract<RecognizerOptions, { kind: Kind }>,
    deps: RecognizerDeps,
    signal: AbortSignal,
  ) => Promise<Opened>;
} = {
  vosk: async ({ model }, deps, signal) =>
    (await import('./vosk.ts')).openVoskRecognizer({ model: model ?? deps.bundledModel }, deps, signal),
  scripted: async (options) => ({
    ...(await import('./scripted.ts')).scriptedRecognizer(options),
    async [Symbol.asyncDispose]() {},
  }),
};

/** Opens the recognizer of this kind, its model loaded. Throws `RecognizerError`. */
export function openRecognizer(
  options: RecognizerOptions,
  deps: RecognizerDeps,
  signal: AbortSignal,
): Promise<Opened> {
  return options.kind === 'vosk'
    ? openers.vosk(options, deps, signal)
    : openers.scripted(options, deps, signal);
}
