import { silence } from '#audio/samples.ts';
import type { Recognizer } from '#recognition/recognizer.ts';
import { transcribe } from '#recognition/transcribe.ts';
import { degraded, type Found, ok } from './finding.ts';

const SILENCE_MS = 500;

/** Loads the model and lets it hear silence. Throws `RecognizerError` or `ModelError`. */
export async function checkModel(
  open: () => Promise<Recognizer & AsyncDisposable>,
  { name, isBundled }: { name: string; isBundled: boolean },
  signal: AbortSignal,
): Promise<Found> {
  await using recognizer = await open();
  const expecting = { phrases: [], completeness: () => 'command' as const, playing: () => false };
  await transcribe(recognizer, silence(SILENCE_MS), () => expecting, signal);
  if (!isBundled) return ok(`The speech model ${name} hears.`);
  return degraded(
    `The speech model ${name} hears. It is small, for trying ask-nix out.`,
    'Say: get the better model. Or type: ask-nix models pull small-en-us, then: ask-nix models use small-en-us.',
  );
}
