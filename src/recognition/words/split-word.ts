import type { Vocabulary } from './vocabulary.ts';

const LEAST_PART = 3;
const MOST_PARTS = 3;
const MOST_LETTERS = 3;
const VOWEL = /[aeiouy]/;
/** Two consonants with which an English word can begin. */
const ONSETS = new Set(
  'bl br ch cl cr dr dw fl fr gh gl gn gr kl kn kr ph pl pr ps qu rh sc sh sk sl sm sn sp sq st sv sw th tr ts tw vl vr wh wr'.split(
    ' ',
  ),
);

/** Ways to say `word` as words that are known, the likeliest first: "neo vim", "clean up", "h top". */
export function splits(word: string, { knows }: Vocabulary): readonly string[] {
  const found: string[][] = [];
  const from = (at: number, parts: readonly string[]): void => {
    if (at === word.length) return void found.push([...parts]);
    if (parts.length === MOST_PARTS) return;
    for (let end = at + 1; end <= word.length; end++) {
      const part = word.slice(at, end);
      if (isPart(part, word, at) && knows(part)) from(end, [...parts, part]);
    }
  };
  from(0, []);
  return found
    .sort((a, b) => a.length - b.length || shortest(b) - shortest(a))
    .map((parts) => parts.join(' '));
}

/**
 * Within a word, short words are said as ever only at its ends: "de code", "pick er". Who cannot begin a word with "ht"
 * says the letter h; a vowel in front is often one: "u name".
 */
function isPart(part: string, word: string, at: number): boolean {
  if (part.length >= LEAST_PART) return true;
  const rest = word.length - at - part.length;
  if (part.length === 2) return VOWEL.test(part) && (at === 0 ? rest >= LEAST_PART : rest === 0);
  const next = word[at + 1] ?? '';
  return at === 0 && rest >= LEAST_PART && (/[eiou]/.test(part) || !canBegin(part + next));
}

function canBegin(letters: string): boolean {
  return VOWEL.test(letters) || ONSETS.has(letters);
}

function shortest(parts: readonly string[]): number {
  return Math.min(...parts.map((part) => part.length));
}

/** A known word with one to three letters before or behind it that nobody can say: "pip x", "lab w c", "m d book". */
export function splitsWithLetters(word: string, { knows }: Vocabulary): readonly string[] {
  const found: string[] = [];
  for (let letters = 1; letters <= MOST_LETTERS && word.length - letters >= LEAST_PART; letters++) {
    const [begin, rest] = [word.slice(0, letters), word.slice(letters)];
    if (isSpelled(begin) && isSpelled(word.slice(0, letters + 1)) && isSaid(begin) && knows(rest))
      found.push(`${[...begin].join(' ')} ${rest}`);
    const [head, end] = [word.slice(0, -letters), word.slice(-letters)];
    // The plural's s is no letter.
    if (end !== 's' && isSpelled(end) && isSaid(end) && knows(head))
      found.push(`${head} ${[...end].join(' ')}`);
  }
  return found;

  function isSaid(letters: string): boolean {
    return [...letters].every(knows);
  }
}

/** Whether people would spell it: it has no vowels, or is short and begins with what cannot be said. */
export function isSpelled(word: string): boolean {
  return !VOWEL.test(word) || (word.length <= 4 && word.length > 1 && !canBegin(word.slice(0, 2)));
}
