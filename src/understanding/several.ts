import { readAside } from './aside.ts';
import { signsOf } from './classifier/signs.ts';
import { readCompound } from './compound.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** Several commands, alone or with a reason in front of them or behind. */
export function readSeveral(said: Words, context: PhraseContext): PhraseReading | undefined {
  return (
    readCompound(said, context) ??
    behindReason(said, context) ??
    beforeReason(said, context) ??
    aroundReason(said, context)
  );
}

/** "Install blender, my son needs it for school, and gimp as well". */
function aroundReason(said: Words, context: PhraseContext): PhraseReading | undefined {
  if (context.expectation.state !== 'idle') return undefined;
  const breaks = [...said.breaks].sort((a, b) => a - b);
  for (const [index, from] of breaks.entries()) {
    const to = breaks[index + 1];
    if (to === undefined || !isReason(said.words.slice(from, to))) continue;
    const rest = slice(said, to, said.words.length);
    const reading = readCompound(
      {
        words: [...said.words.slice(0, from), ...rest.words],
        breaks: new Set([...breaks.slice(0, index + 1), ...[...rest.breaks].map((at) => at + from)]),
      },
      context,
    );
    if (reading) return reading;
  }
  return undefined;
}

/** "It is my last day here, so remove slack and put the clock back on berlin time". */
function behindReason(said: Words, context: PhraseContext): PhraseReading | undefined {
  const aside = readAside(said, context);
  return aside && aside.intents.length > 1 ? aside : undefined;
}

/** "Get krita, gimp and inkscape, they are for the art club", "stop plex and jellyfin, my laptop is too hot". */
function beforeReason(said: Words, context: PhraseContext): PhraseReading | undefined {
  if (context.expectation.state !== 'idle') return undefined;
  const at = Math.max(0, ...said.breaks);
  if (!isReason(said.words.slice(at))) return undefined;
  const wish = slice(said, 0, at);
  const phrase = readPhrase(wish, context);
  if (phrase?.grade === 3 && !phrase.tooClose && phrase.intents.length > 1) return phrase;
  return readCompound(wish, context);
}

function isReason(words: readonly string[]): boolean {
  const text = words.join(' ');
  if (words.some((word) => TAKES_BACK.has(word) || word.endsWith("n't"))) return false;
  if (REASON.test(text)) return true;
  return STATEMENT.test(text) && signsOf(words, new Set()).isDisjointFrom(OTHERWISE);
}

const TAKES_BACK = new Set(
  'no not never but unless if except only other instead rather mean meant'.split(' '),
);
const OTHERWISE = new Set(['negated', 'told', 'supposed', 'imagined', 'unfinished', 'dangerous'] as const);
const REASON =
  /^(?:(?:it|that|this|they|those|these) (?:is|are) (?:all )?(?:for|because)|because|since|for (?:the|my|our|a)|as (?:i|we)|so (?:that )?(?:i|we)|(?:i|we|(?:my|our|the) \w+) (?:needs?|wants?) (?:it|them|both|all))\b/;
/** Somebody or something, and how it is with them. */
const STATEMENT =
  /^(?:i|we|it|this|everything|nothing|something|everybody|everyone|there|(?:my|our|the|this)(?: \w+){1,3}?) (?:am|is|are|was|has|have|had|gets?|got|feels?|looks?|sounds?|runs?|keeps?|shows?|needs?|wants?|hates?|loves?|goes|went|stopped|crashed|broke|died|froze|\w+ing)\b/;
