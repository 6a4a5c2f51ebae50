import { MARKERS } from './correction-words.ts';
import { phrasesAt } from './set-phrases.ts';
import { slice, type Words } from './words.ts';

const MOST_NAME_WORDS = 5;
/** Between what is wanted and what is not. */
const IN_PLACE_OF: readonly (readonly string[])[] = [
  ['instead', 'of'],
  ['in', 'place', 'of'],
  ['rather', 'than'],
  ['and', 'not'],
  ['not'],
];

/**
 * What names again that which it takes back: "… not slack, discord", "… micro instead of nano", "… not krita". Gives what
 * was said before, with what takes its place, or without it. Undefined when nothing that was said before is named.
 */
export function takenBackIn(before: Words, after: Words): Words | undefined {
  const { words } = after;
  if (words[0] === 'not') {
    const named = namedBefore(before, words.slice(1));
    if (!named) return undefined;
    const rest = withoutMarkers(slice(after, 1 + named.count, words.length));
    if (rest.words.length > 0) return replaced(before, named, rest);
    return leftOut(before, named);
  }
  for (let at = 1; at <= MOST_NAME_WORDS && at < words.length; at++) {
    const joint = IN_PLACE_OF.find((phrase) => phrase.every((word, index) => words[at + index] === word));
    const named = joint && namedBefore(before, words.slice(at + joint.length));
    if (!joint || !named) continue;
    const rest = slice(after, at + joint.length + named.count, words.length);
    return joinedWith(replaced(before, named, slice(after, 0, at)), rest);
  }
  return undefined;
}

interface Named {
  from: number;
  count: number;
}

/** Where the longest beginning of `words` was said before, the last time. */
function namedBefore(before: Words, words: readonly string[]): Named | undefined {
  for (let count = Math.min(MOST_NAME_WORDS, words.length); count > 0; count--) {
    const from = before.words.findLastIndex(
      (_, at) => at > 0 && words.slice(0, count).every((word, index) => before.words[at + index] === word),
    );
    if (from > 0) return { from, count };
  }
  return undefined;
}

/** The words `by` in place of a name; breaks are kept around it. */
function replaced({ words, breaks }: Words, { from, count }: Named, by: Words): Words {
  const moved = (at: number) => (at >= from + count ? at - count + by.words.length : at);
  return {
    words: [...words.slice(0, from), ...by.words, ...words.slice(from + count)],
    breaks: new Set([
      ...[...breaks].filter((at) => at <= from || at >= from + count).map(moved),
      ...[...by.breaks].map((at) => at + from),
    ]),
  };
}

/** Without a name of several: "git, vim and nano" is left as "git, vim" or "git, nano". */
function leftOut(said: Words, { from, count }: Named): Words {
  const isLast = from + count === said.words.length;
  const joined = said.words[from - 1] === 'and' && isLast ? 1 : 0;
  const without = replaced(said, { from: from - joined, count: count + joined }, NOTHING);
  return { ...without, breaks: new Set([...without.breaks].filter((at) => at < without.words.length)) };
}

const NOTHING: Words = { words: [], breaks: new Set() };

function joinedWith(said: Words, rest: Words): Words {
  const { length } = said.words;
  return {
    words: [...said.words, ...rest.words],
    breaks: new Set([...said.breaks, ...[...rest.breaks].map((at) => at + length)]),
  };
}

function withoutMarkers(said: Words): Words {
  const [marker] = phrasesAt(MARKERS, said.words, 0);
  return marker ? withoutMarkers(slice(said, marker.length, said.words.length)) : said;
}
