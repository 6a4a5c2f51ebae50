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
 * Recognizes with libvosk in a child process. Throws `RecognizerError` `no-model` or `bad-model` for a folder that is no
 * model, `gave-up` when the child keeps dying.
 */
export async function openVoskRecognizer(
  options: VoskOptions,
  deps: SteadyDeps,
): Promise<Recognizer & AsyncDisposable> {
  const { canUseGrammar } = checkModel(options.model);
  const closing = new AbortController();
  /** Loaded before it is needed; whoever listens takes it along and brings it back. */
  let spare: Awaited<ReturnType<typeof prepare>> | undefined = await prepare();
  let toldOfWords = false;

  async function prepare() {
    const stop = new AbortController();
    const ending = AbortSignal.any([closing.signal, stop.signal]);
    return { decoder: await openSteadyDecoder(options, deps, ending), stop, signal: ending };
  }

  return {
    async *recognize(samples, expecting, listening) {
      const mine = spare ?? (await prepare());
      spare = undefined;
      const stop = () => mine.stop.abort(listening.reason);
      listening.addEventListener('abort', stop, { once: true });
      if (listening.aborted) stop();
      using voiceActivity = await createVoiceActivity();
      const onLacking = (lacking: readonly string[], of: number) => {
        if (toldOfWords || lacking.length * 2 < of) return;
        toldOfWords = true;
        deps.log(describeLacking(lacking, of));
      };
      try {
        const hearing = { decoder: mine.decoder, canUseGrammar, voiceActivity, onLacking };
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
