import type { Alternative, HeardFinal } from './heard.ts';
import type { Finished } from './process/decoder.ts';
import { toSamples } from './recent-samples.ts';
import type { Completeness, Expecting } from './recognizer.ts';
import type { Readings } from './words/readings.ts';

/** What was transcribed, and what it is worth. */
export interface Transcript {
  alternatives: HeardFinal['alternatives'];
  completeness: Completeness;
  /** A longer guess is about as likely: it may be the beginning of more. */
  mayGoOn: boolean;
  /** End of the last word, in samples since listening began. */
  wordsTo: number;
}

/** `from`: where the transcribed samples begin. Each guess is followed by what else it may be read as. */
export function judge(
  finished: Finished,
  from: number,
  expecting: Expecting,
  readings: Readings,
): Transcript {
  const [heard = { text: '', score: 0 }, ...others] = finished.alternatives.map(withoutLoneUnknown);
  const mayGoOn = others.some(({ text }) => wordsOf(text).length > wordsOf(heard.text).length);
  const [best = heard, ...lower] = [heard, ...others].flatMap(({ text, score }) =>
    readings(text).map((reading) => ({ text: reading, score })),
  );
  const alternatives: HeardFinal['alternatives'] = [best, ...lower];
  const completeness = completenessOf(alternatives, mayGoOn, expecting);
  return { alternatives, completeness, mayGoOn, wordsTo: from + toSamples(finished.lastWordEndMs) };
}

/**
 * An answer counts only as the best guess, and is waited for like a command when it may go on; a command counts also
 * when a lower guess makes sense of it.
 */
function completenessOf(
  alternatives: HeardFinal['alternatives'],
  mayGoOn: boolean,
  expecting: Expecting,
): Completeness {
  const judged = alternatives.map(({ text }) => judgeText(text, expecting));
  const [best] = judged;
  if (best === 'answer' || best === 'yes') return mayGoOn ? 'command' : best;
  return judged.includes('command') ? 'command' : 'incomplete';
}

/**
 * One sound was transcribed twice: `free`, with the language the model knows, which hears best and finds a command in
 * anything; and `fitting`, with the phrases that fit now and what sounds like them, which misses much and is harder to
 * deceive. What free transcription makes of it counts as a whole sentence at once; any other guess needs the support
 * of the other transcript; and a yes counts only where both hear one. Noise, for which nothing fits, stays without text.
 */
export function chosen(free: Transcript, fitting: Transcript, expecting: Expecting): Transcript {
  const [freeBest] = free.alternatives;
  const [fittingBest] = fitting.alternatives;
  if (fittingBest.text === '' || freeBest.text === '') return fitting;
  if (judgeText(fittingBest.text, expecting) === 'yes') {
    return wordsOf(freeBest.text)[0] === wordsOf(fittingBest.text)[0] ? fitting : unsure(free, expecting);
  }
  const freely = judgeText(freeBest.text, expecting);
  if (freely === 'yes') return unsure(fitting, expecting);
  if (freely !== 'incomplete') return free;
  return (
    supported(fitting, free, 'best', expecting) ??
    supported(free, fitting, 'lower', expecting) ??
    supported(fitting, free, 'lower', expecting) ??
    unsure(free, expecting)
  );
}

/**
 * What counts of a transcript that no second one can confirm, as with a model that cannot be told what to expect: only a
 * whole sentence as the best guess, and a yes only where every guess begins like it.
 */
export function chosenAlone(free: Transcript, expecting: Expecting): Transcript {
  const [best] = free.alternatives;
  const judged = judgeText(best.text, expecting);
  if (judged === 'incomplete') return unsure(free, expecting);
  const [first] = wordsOf(best.text);
  const isContested = free.alternatives.some(({ text }) => wordsOf(text)[0] !== first);
  return judged === 'yes' && isContested ? unsure(free, expecting) : free;
}

/** `transcript` if its best guess, or a lower one, is a whole command and the other transcript heard about the same. */
function supported(
  transcript: Transcript,
  other: Transcript,
  which: 'best' | 'lower',
  expecting: Expecting,
): Transcript | undefined {
  const [best, ...lower] = transcript.alternatives;
  const guesses = which === 'best' ? [best] : lower;
  const found = guesses.find(
    ({ text }) =>
      ['command', 'answer'].includes(judgeText(text, expecting)) &&
      other.alternatives.some((heard) => haveMostInCommon(text, heard.text)),
  );
  if (!found) return undefined;
  const others = transcript.alternatives.filter((alternative) => alternative !== found);
  return which === 'best'
    ? transcript
    : { ...transcript, alternatives: [found, ...others], completeness: 'command' };
}

/** Its best guess alone, so that no lower one makes a command of it. */
function unsure(transcript: Transcript, expecting: Expecting): Transcript {
  const [best] = transcript.alternatives;
  const isYes = judgeText(best.text, expecting) === 'yes';
  const text = isYes ? '' : best.text;
  return { ...transcript, alternatives: [{ ...best, text }], completeness: 'incomplete' };
}

function haveMostInCommon(one: string, other: string): boolean {
  const [ones, others] = [wordsOf(one), wordsOf(other)];
  return ones.filter((word) => others.includes(word)).length * 2 > Math.max(ones.length, others.length);
}

function judgeText(text: string, expecting: Expecting): Completeness {
  return text === '' ? 'incomplete' : expecting.completeness(text);
}

function wordsOf(text: string): readonly string[] {
  return text.split(' ');
}

/** A transcript of nothing but garbage words says nothing; between known words they stay, so that no yes hides in them. */
function withoutLoneUnknown(alternative: Alternative): Alternative {
  return /^(\[unk\]\s*)*$/.test(alternative.text) ? { ...alternative, text: '' } : alternative;
}
