import type { Samples } from '#audio/samples.ts';
import { SAMPLE_RATE } from '#audio/samples.ts';
import type { HeardFinal } from './heard.ts';
import type { Expecting, Recognizer } from './recognizer.ts';

const CHUNK_SAMPLES = SAMPLE_RATE / 50;

/** All utterances in a recording, heard as fast as the machine can; an amended one replaces what it amends. */
export async function transcribe(
  recognizer: Recognizer,
  recording: Samples,
  expecting: () => Expecting,
  signal: AbortSignal,
): Promise<HeardFinal[]> {
  const finals: HeardFinal[] = [];
  for await (const heard of recognizer.recognize(chunksOf(recording), expecting, signal)) {
    if (heard.type !== 'final') continue;
    if (heard.amends) finals.pop();
    finals.push(heard);
  }
  return finals;
}

async function* chunksOf(recording: Samples): AsyncGenerator<Samples> {
  for (let read = 0; read < recording.length; read += CHUNK_SAMPLES)
    yield recording.subarray(read, read + CHUNK_SAMPLES);
}
