import type { Samples } from '#audio/samples.ts';
import type { Clock } from '#base/clock.ts';
import { RecognizerError } from '#base/errors.ts';
import {
  type Decoder,
  type DecoderChild,
  type DecoderOptions,
  openDecoder,
  type TakenGrammar,
} from './decoder.ts';

export interface SteadyDeps {
  clock: Clock;
  log(text: string): void;
}

export interface SteadyDecoder extends Decoder {
  /** Told while nobody speaks: a child that has heard much is replaced now. */
  rest(): Promise<void>;
}

const GIVE_UP_AFTER_DEATHS = 3;
const FIRST_BACK_OFF_MS = 100;
/** A child that lived this long was a good one, though nobody may have spoken to it. */
const STEADY_MS = 60_000;
/** A child that heard this much is replaced before it can grow: in the next pause, or in any case. */
const RECYCLE_AFTER_UTTERANCES = 500;
const RECYCLE_AT_ONCE_AFTER_UTTERANCES = 1000;

/**
 * A decoder that outlives its children: when one dies or stalls, the next is started at once and gets the grammar and the
 * samples of the utterance so far. Throws `gave-up` after three deaths without a finished utterance or a quiet minute
 * between them.
 */
export async function openSteadyDecoder(
  options: DecoderOptions,
  deps: SteadyDeps,
  until: AbortSignal,
): Promise<SteadyDecoder> {
  const closing = new AbortController();
  const signal = AbortSignal.any([until, closing.signal]);
  let child: DecoderChild | undefined;
  let restarting: Promise<unknown> | undefined;
  /** Calls under way; one at most, besides a restart. */
  let calls = 0;
  let deaths = 0;
  let aliveSince: number | undefined;
  let utterances = 0;
  let phrases: readonly string[] | undefined;
  let taken: TakenGrammar = { lacking: [], words: [] };
  let utterance: Samples[] | undefined;

  /** A child that has been told all that the one before it knew. */
  async function caughtUp(): Promise<Decoder> {
    if (child) return child;
    const opened = await openDecoder(options, signal);
    child = opened;
    aliveSince = deps.clock.now();
    if (phrases) taken = await opened.setGrammar(phrases);
    if (utterance) await opened.start();
    for (const samples of utterance ?? []) await opened.accept(samples);
    void opened.ended.then(() => restartWhileIdle(opened));
    return opened;
  }

  async function steadily<Result>(work: (decoder: Decoder) => Promise<Result>): Promise<Result> {
    // Before anything is waited for: a death meanwhile is this call's to mend.
    calls++;
    try {
      await restarting;
      for (;;) {
        try {
          return await work(await caughtUp());
        } catch (error) {
          await mourn(error);
        }
      }
    } finally {
      calls--;
    }
  }

  /** Whoever speaks next need not wait for it. That it cannot be started is told when it is needed. */
  function restartWhileIdle(dead: DecoderChild): void {
    if (child !== dead || calls > 0 || signal.aborted) return;
    const hold = deps.clock.hold();
    restarting = steadily(async () => {
      if (child === dead) throw new RecognizerError('died', 'The speech recognizer died.');
    })
      .catch(() => {})
      .finally(() => hold[Symbol.dispose]());
  }

  async function mourn(error: unknown): Promise<void> {
    await child?.[Symbol.asyncDispose]();
    child = undefined;
    signal.throwIfAborted();
    if (!(error instanceof RecognizerError) || (error.code !== 'died' && error.code !== 'stalled'))
      throw error;
    if (aliveSince !== undefined && deps.clock.now() - aliveSince >= STEADY_MS) deaths = 0;
    aliveSince = undefined;
    deaths++;
    if (deaths >= GIVE_UP_AFTER_DEATHS) {
      const message = `The speech recognizer died ${deaths} times in a row, so I cannot hear. The speech model in ${options.model} may be broken: restore it, or give another one with --model.`;
      throw new RecognizerError('gave-up', message, { cause: error });
    }
    if (deaths === 1) deps.log(`${error.message} Starting it again.`);
    await deps.clock.sleep(FIRST_BACK_OFF_MS * 4 ** (deaths - 1), signal);
  }

  async function recycle(): Promise<void> {
    utterances = 0;
    await restarting;
    const old = child;
    child = undefined;
    await old?.[Symbol.asyncDispose]();
  }

  const steady: SteadyDecoder = {
    get pid() {
      return child?.pid;
    },
    async setGrammar(next) {
      utterance = undefined;
      if (child && next === phrases) return taken;
      phrases = next;
      return steadily(async (decoder) => {
        taken = await decoder.setGrammar(next);
        return taken;
      });
    },
    async start() {
      utterance = undefined;
      if (utterances++ >= RECYCLE_AT_ONCE_AFTER_UTTERANCES) await recycle();
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
    async rest() {
      if (utterances < RECYCLE_AFTER_UTTERANCES) return;
      await recycle();
      await steadily(async () => undefined);
    },
    async [Symbol.asyncDispose]() {
      closing.abort(new Error('the recognizer was closed'));
      await child?.[Symbol.asyncDispose]();
      await restarting;
    },
  };
  await steadily(async () => undefined);
  return steady;
}
