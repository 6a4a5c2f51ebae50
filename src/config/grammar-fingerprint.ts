import { fingerprint } from '#base/fingerprint.ts';
import type { Grammar } from '#understanding/grammar.ts';

/** Of what can be said, by whatever files: the same as long as it is the same. */
export function grammarFingerprint(grammar: Grammar): string {
  return grammar.fingerprint ?? fingerprint(JSON.stringify(partsOf(grammar)));
}

function partsOf({ sentences, skipWords, files }: Grammar) {
  const texts = sentences.map(({ intent, text }) => `${intent} ${text}`);
  return [texts, skipWords, files.map(({ rules, lists }) => [[...rules.values()], [...lists.values()]])];
}
