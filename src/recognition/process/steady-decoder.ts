import type { Samples } from '#audio/samples.ts';
import type { Clock } from '#base/clock.ts';
import { RecognizerError } from '#base/errors.ts';
import { type Decoder, type DecoderOptions, openDecoder, type TakenGrammar } from './decoder.ts';

export interface SteadyDeps {
  clock: Clock;
  log(text: string): void;
}

const GIVE_UP_AFTER_DEATHS = 3;
const FIRST_BACK_OFF_MS = 100;
/** A child that heard this much is replaced before it can grow. */
const RECYCLE_AFTER_UTTERANCES = 500;

/**
 * A decoder that outlives its children: when one dies or stalls, the next gets the grammar and the samples of the
 * utterance so far. Throws `gave-up` after three deaths without a finished utterance between them.
 */
export async function openSteadyDecoder(
  options: DecoderOptions,
  deps: SteadyDeps,
  signal: AbortSignal,
): Promise<Decoder> {
  let child: Decoder | undefined;
  let deaths = 0;
  let utterances = 0;
  let phrases: readonly string[] | undefined;
  let taken: TakenGrammar = { lacking: [], words: [] };
  let utterance: Samples[] | undefined;

  /** A child that has been told all that the one before it knew. */
  async function caughtUp(): Promise<Decoder> {
    if (child) return child;
    const opened = await openDecoder(options, signal);
    child = opened;
    if (phrases) taken = await opened.setGrammar(phrases);
    if (utterance) await opened.start();
    for (const samples of utterance ?? []) await opened.accept(samples);
    return opened;
  }

  async function steadily<Result>(work: (decoder: Decoder) => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work(await caughtUp());
      } catch (error) {
        await mourn(error);
      }
    }
  }

  async function mourn(error: unknown): Promise<void> {
    await child?.[Symbol.asyncDispose]();
    child = undefined;
    signal.throwIfAborted();
    if (!(error instanceof RecognizerError) || (error.code !== 'died' && error.code !== 'stalled'))
      throw error;
    deaths++;
    if (deaths >= GIVE_UP_AFTER_DEATHS) {
      const message = `The speech recognizer died ${deaths} times in a row, so I cannot hear. The speech model in ${options.model} may be broken: restore it, or give another one with --model.`;
      throw new RecognizerError('gave-up', message, { cause: error });
    }
    if (deaths === 1) deps.log(`${error.message} Starting it again.`);
    await deps.clock.sleep(FIRST_BACK_OFF_MS * 4 ** (deaths - 1), signal);
  }

  const steady: Decoder = {
    get pid() {
      return child?.pid;
    },
    async setGrammar(next) {
      phrases = next;
      utterance = undefined;
      return steadily(async (decoder) => {
        taken = await decoder.setGrammar(next);
        return taken;
      });
    },
    async start() {
      utterance = undefined;
      if (utterances++ >= RECYCLE_AFTER_UTTERANCES) {
        utterances = 0;
        await child?.[Symbol.asyncDispose]();
        child = undefined;
      }
      await steadily((decoder) => decoder.start());
      utterance = [];
    },
    async accept(samples) {
      const text = await steadily((decoder) => decoder.accept(samples));
      utterance?.push(samples);
      return text;
    },
    async finish() {
      const finished = await steadily((decoder) => decoder.finish());
      utterance = undefined;
      deaths = 0;
      return finished;
    },
    transcribeFreely: (samples) => steadily((decoder) => decoder.transcribeFreely(samples)),
    unknownWords: (words) => steadily((decoder) => decoder.unknownWords(words)),
    async [Symbol.asyncDispose]() {
      await child?.[Symbol.asyncDispose]();
      child = undefined;
    },
  };
  await steadily(async () => undefined);
  return steady;
}
