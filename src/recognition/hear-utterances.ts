import type { Samples } from '#audio/samples.ts';
import { FRAME_MS, type VoiceActivity } from '#audio/voice-activity.ts';
import { continuation, ENDPOINTING, isOver, isWorthLooking, type Pause } from './endpointing.ts';
import type { Heard, HeardFinal } from './heard.ts';
import type { Decoder } from './process/decoder.ts';
import { createRecentSamples, toMs, toSamples } from './recent-samples.ts';
import type { Expecting } from './recognizer.ts';
import { chosen, chosenAlone, judge, type Transcript } from './transcript.ts';
import { newUtterance, timed, type Utterance } from './utterance.ts';
import { type Readings, readingsFrom } from './words/readings.ts';

/** Sent to the child at once; Vosk itself computes in steps of 200 ms. */
const FEED_SAMPLES = toSamples(100);
const PIECE_SAMPLES = toSamples(FRAME_MS);
/** Without a voice for so long, there is time for what takes time. */
const REST_MS = 5_000;

/** The last decision, as long as more speech may amend it. */
interface Decided extends Transcript {
  from: number;
  startMs: number;
  at: number;
}

export interface Hearing {
  decoder: Decoder;
  /** Otherwise the decoder transcribes freely, whatever phrases it is told. */
  canUseGrammar: boolean;
  voiceActivity: VoiceActivity;
  /** Phrases with a word that the model lacks. */
  onLacking(phrases: readonly string[], of: number): void;
  /** Nobody has spoken for a while; sound is kept meanwhile. */
  onRest(): Promise<void>;
}

/** Cuts sound into utterances, has them transcribed and decides when each is over. Ends with `samples`. */
export async function* hearUtterances(
  samples: AsyncIterable<Samples>,
  expecting: () => Expecting,
  { decoder, canUseGrammar, voiceActivity, onLacking, onRest }: Hearing,
): AsyncGenerator<Heard> {
  const recent = createRecentSamples();
  let current: Utterance | undefined;
  let decided: Decided | undefined;
  let expected: readonly string[] | undefined;
  let restsAt = toSamples(REST_MS);
  let readings: Readings = (text) => [text];
  let arrivedAt = performance.now();

  // Before anybody speaks: building a grammar takes longer than hearing a word.
  expected = expecting().phrases;
  const ready = setGrammar(expected);
  ready.catch(() => {});

  try {
    for await (const chunk of samples) {
      arrivedAt = performance.now();
      for (let read = 0; read < chunk.length; read += PIECE_SAMPLES) {
        yield* take(chunk.subarray(read, read + PIECE_SAMPLES));
      }
    }
    arrivedAt = performance.now();
    if (current?.started) {
      current.looked ??= await look(current);
      yield await decide(current, current.looked);
    }
  } finally {
    // Whoever listens next must find the decoder at rest.
    await ready.catch(() => {});
  }

  async function* take(piece: Samples): AsyncGenerator<Heard> {
    recent.push(piece);
    for (const isSpeech of voiceActivity.process(piece)) notice(isSpeech);
    if (!current) {
      if (recent.length >= restsAt) await rest();
      return forgetOld();
    }
    restsAt = recent.length + toSamples(REST_MS);
    current.whilePlaying ||= current.expecting.playing();
    if (!current.started) {
      if (current.speechMs < ENDPOINTING.leastSpeechMs) {
        if (current.silentMs >= ENDPOINTING.leadMs) current = undefined;
        return;
      }
      current.started = true;
      yield { type: 'speech-started', atMs: toMs(recent.length) };
      await expect(current.expecting.phrases);
    }
    const before = current.partial;
    await feed(current);
    if (current.partial !== before)
      yield { type: 'partial', text: current.partial, atMs: toMs(recent.length) };
    yield* decideWhenOver(current);
  }

  function notice(isSpeech: boolean): void {
    if (isSpeech && !current) current = begin();
    if (!current) return;
    if (!isSpeech) {
      current.silentMs += FRAME_MS;
      return;
    }
    current.speechMs += FRAME_MS;
    current.silentMs = 0;
    current.speechTo = recent.length;
    if (current.looked) {
      current.looked = undefined;
      current.lookedMs = 0;
      current.joined = undefined;
      current.sentTo = undefined;
    }
  }

  function begin(): Utterance {
    const speechFrom = Math.max(0, recent.length - PIECE_SAMPLES);
    // The lead must not repeat the end of what was decided.
    const from = Math.max(0, decided?.at ?? 0, speechFrom - toSamples(ENDPOINTING.leadMs));
    return newUtterance(from, speechFrom, recent.length, expecting());
  }

  async function rest(): Promise<void> {
    restsAt = Number.POSITIVE_INFINITY;
    await ready;
    await onRest();
  }

  function forgetOld(): void {
    if (decided && recent.length - decided.at > toSamples(ENDPOINTING.amendMs)) decided = undefined;
    recent.forgetBefore(
      Math.min(recent.length - toSamples(ENDPOINTING.leadMs), decided?.from ?? recent.length),
    );
  }

  async function expect(phrases: readonly string[]): Promise<void> {
    await ready;
    if (phrases === expected || phrases.join('\n') === expected?.join('\n')) return;
    expected = phrases;
    await setGrammar(phrases);
  }

  async function setGrammar(phrases: readonly string[]): Promise<void> {
    const { lacking, words } = await decoder.setGrammar(phrases);
    readings = readingsFrom(words);
    if (lacking.length > 0) onLacking(lacking, phrases.length);
  }

  /** Keeps the running transcript up to date while somebody speaks; in a pause it waits for the next look. */
  async function feed(utterance: Utterance): Promise<void> {
    if (utterance.looked) return;
    const { sentTo } = utterance;
    if (recent.length - (sentTo ?? utterance.from) < FEED_SAMPLES) return;
    const text = await timed(utterance, () => feedAll(utterance));
    if (text === utterance.partial) return;
    utterance.partial = text;
    utterance.partialCompleteness = text === '' ? 'incomplete' : utterance.expecting.completeness(text);
    utterance.partialAt = recent.length;
  }

  async function feedAll(utterance: Utterance): Promise<string> {
    if (utterance.sentTo === undefined) await decoder.start();
    const samples = recent.slice(utterance.sentTo ?? utterance.from, recent.length);
    utterance.sentTo = recent.length;
    return decoder.accept(samples);
  }

  async function* decideWhenOver(utterance: Utterance): AsyncGenerator<Heard> {
    const pause: Pause = {
      silentMs: utterance.silentMs,
      restMs: toMs(recent.length - utterance.partialAt),
      lengthMs: toMs(recent.length - utterance.speechFrom),
    };
    if (isWorthLooking(pause, utterance.partialCompleteness, utterance.lookedMs)) {
      if (utterance.looked) utterance.sentTo = undefined;
      utterance.looked = await look(utterance);
      utterance.lookedMs = Math.max(FRAME_MS, pause.silentMs);
      utterance.partialAt = recent.length;
    }
    const { looked } = utterance;
    if (!looked) return;
    const wordlessMs = looked.mayGoOn ? 0 : toMs(recent.length - looked.wordsTo);
    if (isOver(pause, looked.completeness, wordlessMs) || (await completesDecided(utterance, looked, pause)))
      yield await decide(utterance, looked);
  }

  /** "to generation two" is half a sentence, and the end of the one that was decided. */
  async function completesDecided(utterance: Utterance, looked: Transcript, pause: Pause): Promise<boolean> {
    if (!decided || looked.completeness !== 'incomplete' || pause.silentMs < ENDPOINTING.commandMs)
      return false;
    utterance.joined ??= await joinedTo(decided, utterance);
    return utterance.joined !== undefined && utterance.joined.completeness !== 'incomplete';
  }

  async function look(utterance: Utterance): Promise<Transcript> {
    return timed(utterance, async () => {
      await feedAll(utterance);
      return finish(utterance.from, utterance.expecting);
    });
  }

  /** Transcribed twice, by the phrases that fit now and freely, and the surer one taken. */
  async function finish(from: number, now: Expecting): Promise<Transcript> {
    const fitting = judge(await decoder.finish(), from, now, readings);
    if (now.phrases.length === 0) return fitting;
    if (!canUseGrammar) return chosenAlone(fitting, now);
    const freely = await decoder.transcribeFreely(recent.slice(from, recent.length));
    const free = judge(freely, from, now, readings);
    return chosen(free, fitting, now);
  }

  async function decide(utterance: Utterance, alone: Transcript): Promise<HeardFinal> {
    const joined = decided && (utterance.joined ?? (await joinedTo(decided, utterance)));
    const isSame = joined?.alternatives[0].text === decided?.alternatives[0].text;
    const amends =
      decided !== undefined &&
      joined !== undefined &&
      !isSame &&
      continuation(decided.completeness, alone.completeness, joined.completeness) === 'amends';
    const transcript = amends ? joined : alone;
    const startMs = amends ? decided!.startMs : toMs(utterance.speechFrom);
    const from = amends ? decided!.from : utterance.from;
    // A noise in between does not end what was decided.
    if (!decided || transcript.alternatives[0].text !== '')
      decided = { ...transcript, from, startMs, at: recent.length };
    current = undefined;
    voiceActivity.reset();
    return {
      type: 'final',
      alternatives: transcript.alternatives,
      source: 'voice',
      startMs,
      endMs: toMs(utterance.speechTo),
      decidedMs: toMs(recent.length) + performance.now() - arrivedAt,
      decodeMs: utterance.decodeMs,
      whilePlaying: utterance.whilePlaying,
      amends,
    };
  }

  /** The transcript of what was decided and what followed as one utterance; undefined when that is too long to be one. */
  async function joinedTo(before: Decided, utterance: Utterance): Promise<Transcript | undefined> {
    if (toMs(recent.length - before.from) > ENDPOINTING.longestMs) return undefined;
    return timed(utterance, async () => {
      await decoder.start();
      await decoder.accept(recent.slice(before.from, recent.length));
      return finish(before.from, utterance.expecting);
    });
  }
}
