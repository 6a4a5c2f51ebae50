import type { Completeness } from './recognizer.ts';

/** Everything in milliseconds of audio. The voice detector itself lags 30 to 50 ms behind the last sound. */
export const ENDPOINTING = {
  /** Less speech than this is a click or a cough, not an utterance. */
  leastSpeechMs: 100,
  /** Kept from before the first speech frame, so that a soft beginning is not lost. */
  leadMs: 300,
  /** Silence after which an answer is over. Only utterances no longer than `longestAnswerMs` are looked at so early. */
  answerMs: 80,
  longestAnswerMs: 1_500,
  /** Silence after which a whole command is over. */
  commandMs: 240,
  /** Silence after which we stop waiting for the rest of a sentence. */
  incompleteMs: 1_200,
  /** In noise the detector may never fall silent: a running transcript that rests this long is worth a look. */
  restMs: 300,
  restIncompleteMs: 800,
  /** How much later than the detector's silence a lack of words, as the decoder tells it, ends an utterance. */
  wordlessMs: 80,
  longestMs: 20_000,
  /** What is said this soon after a decision may belong to what was decided. */
  amendMs: 1_000,
} as const;

/** Where an utterance stands. */
export interface Pause {
  /** Since the last speech frame. */
  silentMs: number;
  /** Since the running transcript last changed, or the last look in a noise without silence. */
  restMs: number;
  /** Since the first speech frame. */
  lengthMs: number;
}

/** How long the silence must be after a sentence that is this complete. */
function patienceMs(completeness: Completeness): number {
  switch (completeness) {
    case 'yes':
    case 'answer':
      return ENDPOINTING.answerMs;
    case 'command':
      return ENDPOINTING.commandMs;
    case 'incomplete':
      return ENDPOINTING.incompleteMs;
  }
}

/**
 * Whether it is worth finishing the transcript now to see if the sentence is whole. `partial` is how complete the
 * running transcript is, which lags about 200 ms; `lookedMs` the silence at the last look of this pause, or 0.
 */
export function isWorthLooking(pause: Pause, partial: Completeness, lookedMs: number): boolean {
  if (pause.lengthMs >= ENDPOINTING.longestMs) return true;
  const { answerMs, commandMs, incompleteMs, longestAnswerMs, restMs, restIncompleteMs } = ENDPOINTING;
  const mayBeAnswer = pause.lengthMs - pause.silentMs <= longestAnswerMs;
  if (mayBeAnswer && pause.silentMs >= answerMs && lookedMs < answerMs) return true;
  if (pause.silentMs >= commandMs && lookedMs < commandMs) return true;
  if (pause.silentMs >= incompleteMs) return lookedMs === 0;
  return pause.silentMs < answerMs && pause.restMs >= (partial === 'incomplete' ? restIncompleteMs : restMs);
}

/**
 * Whether the utterance is over, its finished transcript being this complete and its last word `wordlessMs` ago (0 when
 * more words may follow).
 */
export function isOver(pause: Pause, completeness: Completeness, wordlessMs: number): boolean {
  if (pause.lengthMs >= ENDPOINTING.longestMs) return true;
  const patience = patienceMs(completeness);
  // Words come late from the decoder, so without silence even an answer waits like a command.
  return (
    pause.silentMs >= patience ||
    wordlessMs >= Math.max(patience, ENDPOINTING.commandMs) + ENDPOINTING.wordlessMs
  );
}

/**
 * What speech within a second of a decision is: the rest of what was decided (`amends`) or an utterance of its own.
 * `alone` and `joined` judge the transcripts without and with what was decided.
 */
export function continuation(
  decided: Completeness,
  alone: Completeness,
  joined: Completeness,
): 'amends' | 'separate' {
  if (isAnswer(alone) && !isAnswer(decided)) return 'separate';
  if (joined !== 'incomplete') return 'amends';
  if (alone !== 'incomplete') return 'separate';
  return decided === 'incomplete' ? 'amends' : 'separate';
}

function isAnswer(completeness: Completeness): boolean {
  return completeness === 'answer' || completeness === 'yes';
}
