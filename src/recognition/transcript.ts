import type { Alternative, HeardFinal } from './heard.ts';
import type { Finished } from './process/decoder.ts';
import { toSamples } from './recent-samples.ts';
import type { Completeness, Expecting } from './recognizer.ts';

/** What was transcribed, and what it is worth. */
export interface Transcript {
  alternatives: HeardFinal['alternatives'];
  completeness: Completeness;
  /** A longer guess is about as likely: it may be the beginning of more. */
  mayGoOn: boolean;
  /** End of the last word, in samples since listening began. */
  wordsTo: number;
}

/** `from`: where the transcribed samples begin. */
export function judge(finished: Finished, from: number, expecting: Expecting): Transcript {
  const [best = { text: '', score: 0 }, ...others] = finished.alternatives.map(withoutLoneUnknown);
  const alternatives: HeardFinal['alternatives'] = [best, ...others];
  const mayGoOn = others.some(({ text }) => lengthOf(text) > lengthOf(best.text));
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
  const judged = alternatives.map(({ text }) => (text === '' ? 'incomplete' : expecting.completeness(text)));
  if (judged[0] === 'answer') return mayGoOn ? 'command' : 'answer';
  return judged.includes('command') ? 'command' : 'incomplete';
}

/**
 * Whether two transcripts of one sound have half of their words in common. Free transcription finds a command in
 * anything; only where the phrases hear about the same is it worth believing.
 */
export function agree(one: Transcript, other: Transcript): boolean {
  const words = one.alternatives[0].text.split(' ');
  return other.alternatives.some(({ text }) => {
    const others = text.split(' ');
    const common = words.filter((word) => others.includes(word)).length;
    return common * 2 >= Math.max(words.length, others.length);
  });
}

function lengthOf(text: string): number {
  return text.split(' ').length;
}

/** A transcript of nothing but garbage words says nothing; between known words they stay, so that no yes hides in them. */
function withoutLoneUnknown(alternative: Alternative): Alternative {
  return /^(\[unk\]\s*)*$/.test(alternative.text) ? { ...alternative, text: '' } : alternative;
}
