import { SAMPLE_RATE, type Samples } from '#audio/samples.ts';
import { initialState, type State } from '#dialogue/state.ts';
import type { HeardFinal } from '#recognition/heard.ts';
import type { Expecting, Recognizer } from '#recognition/recognizer.ts';
import { type Decision, isSameDecision } from './decision.ts';
import { guessesOf, type Mind, type Played, play } from './play.ts';
import type { Session } from './session.ts';

/** What hearing the sound of a session again came to. */
export interface HeardAgain {
  /** Utterances that were heard then, and of them, those with the same transcript now. */
  utterances: number;
  sameTranscripts: number;
  /** Heard now and not then. */
  extra: readonly string[];
  differences: readonly SoundDifference[];
}

interface SoundDifference {
  /** Where in the sound, milliseconds. */
  atMs: number;
  said: string;
  /** Null: nothing was heard there now. */
  saidNow: string | null;
  was: Decision;
  is: Decision;
}

/** The same utterance ends at the same moment, give or take what endpointing may differ. */
const SAME_END_MS = 1_500;
const CHUNK_SAMPLES = SAMPLE_RATE / 50;

/**
 * Hears a session's sound through a recognizer that expects what was expected then, and judges each utterance in the
 * state that it met then: one that is heard differently does not change what the next one meets.
 */
export async function replaySound(
  session: Session,
  mind: Mind,
  sound: Samples,
  hearing: { recognizer: Recognizer; expecting(state: State, playing: () => boolean): Expecting },
  signal: AbortSignal,
): Promise<HeardAgain> {
  const spoken = [...play(session, mind)].filter((played) => soundOf(played) !== undefined);
  let passedMs = 0;
  const chunks = async function* () {
    for (let from = 0; from < sound.length; from += CHUNK_SAMPLES) {
      passedMs = (from * 1000) / SAMPLE_RATE;
      yield sound.subarray(from, from + CHUNK_SAMPLES);
    }
  };
  const expecting = (): Expecting => {
    const now = spoken.find((played) => endOf(played) >= passedMs);
    return hearing.expecting(now?.before ?? initialState(), () => now !== undefined && wasPlaying(now));
  };
  const finals: HeardFinal[] = [];
  for await (const heard of hearing.recognizer.recognize(chunks(), expecting, signal)) {
    if (heard.type === 'final') finals.push(heard);
  }
  signal.throwIfAborted();
  return compare(spoken, finals);
}

function compare(spoken: readonly Played[], finals: readonly HeardFinal[]): HeardAgain {
  const left = new Set(finals);
  const differences: SoundDifference[] = [];
  let sameTranscripts = 0;
  for (const played of spoken) {
    const final = nearest(left, endOf(played));
    if (final) left.delete(final);
    const texts = final?.alternatives.map(({ text }) => text) ?? [''];
    const [said = ''] = guessesOf(played.happening);
    if (texts[0] === said) sameTranscripts++;
    const is = played.decideFor(texts);
    if (isSameDecision(played.happening.decided, is)) continue;
    const [atMs = 0] = soundOf(played) ?? [];
    differences.push({
      atMs,
      said,
      saidNow: final ? (texts[0] ?? '') : null,
      was: played.happening.decided,
      is,
    });
  }
  const extra = [...left].map(({ alternatives }) => alternatives[0].text).filter((text) => text !== '');
  return { utterances: spoken.length, sameTranscripts, extra, differences };
}

function nearest(finals: ReadonlySet<HeardFinal>, endMs: number): HeardFinal | undefined {
  const distance = (final: HeardFinal) => Math.abs(final.endMs - endMs);
  const [best] = [...finals].sort((one, other) => distance(one) - distance(other));
  return best && distance(best) <= SAME_END_MS ? best : undefined;
}

function soundOf({ happening }: Played): [number, number] | undefined {
  return happening.type === 'utterance' ? happening.heard.sound : undefined;
}

function endOf(played: Played): number {
  return soundOf(played)?.[1] ?? 0;
}

function wasPlaying({ happening }: Played): boolean {
  return happening.type === 'utterance' && happening.heard.whilePlaying === true;
}
