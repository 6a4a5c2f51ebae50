import { createVoiceActivity } from '#audio/voice-activity.ts';
import { isAbort } from '#base/errors.ts';
import type { Argv } from '#base/run-program.ts';
import { hearUtterances } from '../hear-utterances.ts';
import { checkModel } from '../models.ts';
import { openSteadyDecoder, type SteadyDeps } from '../process/steady-decoder.ts';
import type { Recognizer } from '../recognizer.ts';
import { untilAborted } from '../until-aborted.ts';

export interface VoskOptions {
  /** Folder of a Vosk model. */
  model: string;
  /** The child program; tests give one that misbehaves. */
  program?: Argv;
  stalledMs?: number;
}

/**
 * Recognizes with libvosk in a child process; aborting `signal` ends the loading of the model. Throws `RecognizerError` `no-model` or `bad-model` for a folder that is no
 * model, `gave-up` when the child keeps dying.
 */
export async function openVoskRecognizer(
  options: VoskOptions,
  deps: SteadyDeps,
  signal: AbortSignal,
): Promise<Recognizer & AsyncDisposable> {
  const { canUseGrammar } = checkModel(options.model);
  const closing = new AbortController();
  /** Loaded before it is needed; whoever listens takes it along and brings it back. */
  let spare: Awaited<ReturnType<typeof prepare>> | undefined = await prepare(signal);
  let toldOfWords = false;

  /** `wanted`: ends the loading only. */
  async function prepare(wanted: AbortSignal) {
    const stop = new AbortController();
    const ending = AbortSignal.any([closing.signal, stop.signal]);
    const giveUp = () => stop.abort(wanted.reason);
    wanted.throwIfAborted();
    wanted.addEventListener('abort', giveUp, { once: true });
    try {
      return { decoder: await openSteadyDecoder(options, deps, ending), stop, signal: ending };
    } finally {
      wanted.removeEventListener('abort', giveUp);
    }
  }

  async function prepareQuietly(listening: AbortSignal) {
    try {
      return await prepare(listening);
    } catch (error) {
      if (listening.aborted) return undefined;
      throw error;
    }
  }

  return {
    async *recognize(samples, expecting, listening) {
      const ready = spare;
      spare = undefined;
      const mine = ready ?? (await prepareQuietly(listening));
      if (!mine) return;
      const stop = () => mine.stop.abort(listening.reason);
      listening.addEventListener('abort', stop, { once: true });
      if (listening.aborted) stop();
      const onLacking = (lacking: readonly string[], of: number) => {
        if (toldOfWords || lacking.length * 2 < of) return;
        toldOfWords = true;
        deps.log(describeLacking(lacking, of));
      };
      try {
        using voiceActivity = await createVoiceActivity();
        const { decoder } = mine;
        const onRest = () => decoder.rest();
        const hearing = { decoder, canUseGrammar, voiceActivity, onLacking, onRest };
        yield* hearUtterances(untilAborted(samples, listening), expecting, hearing);
      } catch (error) {
        if (!isAbort(error, mine.signal)) throw error;
      } finally {
        listening.removeEventListener('abort', stop);
        if (mine.signal.aborted || spare) await mine.decoder[Symbol.asyncDispose]();
        else spare = mine;
      }
    },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await spare?.decoder[Symbol.asyncDispose]();
      spare = undefined;
    },
  };
}

function describeLacking(phrases: readonly string[], of: number): string {
  const examples = phrases.slice(0, 3).map((phrase) => `"${phrase}"`);
  return `The speech model lacks words of ${phrases.length} of ${of} phrases, for example ${examples.join(', ')}: is it of another language?`;
}
