import { readAside } from './aside.ts';
import { readCompound } from './compound.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** Several commands, alone or with a reason in front of them or behind. */
export function readSeveral(said: Words, context: PhraseContext): PhraseReading | undefined {
  return readCompound(said, context) ?? behindReason(said, context) ?? beforeReason(said, context);
}

/** "It is my last day here, so remove slack and put the clock back on berlin time". */
function behindReason(said: Words, context: PhraseContext): PhraseReading | undefined {
  const aside = readAside(said, context);
  return aside && aside.intents.length > 1 ? aside : undefined;
}

/** "Get krita, gimp and inkscape, they are for the art club". */
function beforeReason(said: Words, context: PhraseContext): PhraseReading | undefined {
  const at = Math.max(0, ...said.breaks);
  const reason = said.words.slice(at);
  if (!REASON.test(reason.join(' ')) || reason.some((word) => TAKES_BACK.has(word) || word.endsWith("n't")))
    return undefined;
  const wish = slice(said, 0, at);
  const phrase = readPhrase(wish, context);
  if (phrase?.grade === 3 && !phrase.tooClose && phrase.intents.length > 1) return phrase;
  return readCompound(wish, context);
}

const TAKES_BACK = new Set('no not never but unless if except only'.split(' '));
const REASON =
  /^(?:(?:it|that|this|they|those|these) (?:is|are) (?:all )?(?:for|because)|because|since|for (?:the|my|our|a)|as (?:i|we)|so (?:that )?(?:i|we)|(?:i|we|(?:my|our|the) \w+) (?:needs?|wants?) (?:it|them|both|all))\b/;
