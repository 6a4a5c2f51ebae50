import { wordsToNumber } from './numbers.ts';

/** The alphabet words, a to z. */
export const NATO_WORDS: readonly string[] =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  );
const NATO_ALIASES: Readonly<Record<string, string>> = {
  alfa: 'a',
  juliett: 'j',
  whisky: 'w',
  'x-ray': 'x',
};
/** How recognizers write the names of letters. Only trusted while somebody spells. */
const LETTER_NAMES: Readonly<Record<string, string>> = {
  ay: 'a',
  eh: 'a',
  bee: 'b',
  be: 'b',
  cee: 'c',
  see: 'c',
  sea: 'c',
  dee: 'd',
  ee: 'e',
  eff: 'f',
  ef: 'f',
  gee: 'g',
  jee: 'g',
  aitch: 'h',
  haitch: 'h',
  eye: 'i',
  jay: 'j',
  kay: 'k',
  el: 'l',
  ell: 'l',
  em: 'm',
  en: 'n',
  owe: 'o',
  pee: 'p',
  pea: 'p',
  cue: 'q',
  queue: 'q',
  are: 'r',
  ar: 'r',
  ess: 's',
  es: 's',
  tee: 't',
  tea: 't',
  you: 'u',
  yew: 'u',
  vee: 'v',
  ex: 'x',
  why: 'y',
  wye: 'y',
  zee: 'z',
  zed: 'z',
};
const SYMBOLS: Readonly<Record<string, string>> = {
  dash: '-',
  hyphen: '-',
  minus: '-',
  underscore: '_',
  dot: '.',
  point: '.',
  period: '.',
  plus: '+',
};
const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');

const strict = new Map<string, string>(Object.entries(NATO_ALIASES));
for (const word of NATO_WORDS) strict.set(word, word[0] as string);
for (const [digit, word] of DIGITS.entries()) strict.set(word, String(digit));
for (const [word, symbol] of Object.entries(SYMBOLS)) strict.set(word, symbol);
for (const digit of '0123456789') strict.set(digit, digit);
for (let code = 97; code <= 122; code++) strict.set(String.fromCharCode(code), String.fromCharCode(code));

const FILLERS = new Set([
  'uh',
  'um',
  'er',
  'and',
  'then',
  'letter',
  'digit',
  'number',
  'small',
  'lowercase',
  'comma',
  'next',
  'ok',
  'please',
]);
const STARTS_ANEW = new Set(['so', 'sorry', 'again', 'over']);
const TAKES_BACK: readonly (readonly string[])[] = [
  ['back', 'up'],
  ['scratch', 'that'],
  ['delete', 'that'],
  ['backspace'],
  ['delete'],
  ['no'],
];
const ENDS: readonly (readonly string[])[] = [
  ['that', 'is', 'it'],
  ['that', 'is', 'all'],
  ['done'],
  ['finished'],
  ['end'],
  ['stop'],
];

/**
 * What `words` spell ("h t o p", "november echo", "double l", "capital g", "n like nancy"); undefined unless every
 * word belongs to the spelling. `loose` also takes letter names as recognizers write them ("zee", "aitch").
 */
export function spelledText(words: readonly string[], loose = false): string | undefined {
  // "Why" and "you" alone are words, however one spells.
  if (words.length === 1 && !strict.has(words[0] as string) && LETTER_NAMES[words[0] as string])
    return undefined;
  const letters: string[] = [];
  const said = withoutEnd(words);
  let at = 0;
  let anew = false;
  while (at < said.length) {
    const step = readOne(said, at, loose);
    if (step) {
      if (anew) letters.length = 0;
      anew = false;
      letters.push(step.text);
      at += step.length;
      continue;
    }
    const back = TAKES_BACK.find((phrase) => phrase.every((word, index) => said[at + index] === word));
    if (loose && back) {
      letters.pop();
      at += back.length;
    } else if (loose && STARTS_ANEW.has(said[at] as string)) {
      anew = true;
      at++;
    } else if (FILLERS.has(said[at] as string)) at++;
    else return undefined;
  }
  return letters.length === 0 ? undefined : letters.join('');
}

function withoutEnd(words: readonly string[]): readonly string[] {
  const end = ENDS.find(
    (phrase) =>
      phrase.length < words.length &&
      phrase.every((word, index) => words[words.length - phrase.length + index] === word),
  );
  return end ? words.slice(0, words.length - end.length) : words;
}

interface ReadLetter {
  text: string;
  length: number;
}

function readOne(words: readonly string[], at: number, loose: boolean): ReadLetter | undefined {
  const word = words[at] as string;
  const times = word === 'double' ? 2 : word === 'triple' ? 3 : 0;
  if (word === 'double' && (words[at + 1] === 'u' || words[at + 1] === 'you') && loose)
    return { text: 'w', length: 2 };
  if (times > 0 && at + 1 < words.length) {
    const next = readOne(words, at + 1, loose);
    return next && { text: next.text.repeat(times), length: next.length + 1 };
  }
  if ((word === 'capital' || word === 'uppercase') && at + 1 < words.length) {
    const next = readOne(words, at + 1, loose);
    return next && { text: next.text.toUpperCase(), length: next.length + 1 };
  }
  const letter = letterOf(word, loose);
  if (letter !== undefined) return withExample(words, at, letter);
  const number = wordsToNumber([word]);
  return number === undefined ? undefined : { text: String(number), length: 1 };
}

/** "n like nancy", "b as in boy": the example must begin with the letter. */
function withExample(words: readonly string[], at: number, letter: string): ReadLetter {
  const [first, second] = [words[at + 1], words[at + 2]];
  const length =
    first === 'like' || (first === 'for' && second !== undefined && second.length > 1)
      ? 2
      : first === 'as' && (second === 'in' || second === 'for')
        ? 3
        : 0;
  const example = length > 0 ? words[at + length] : undefined;
  return example?.startsWith(letter) ? { text: letter, length: length + 1 } : { text: letter, length: 1 };
}

/** The letter whose name a recognizer wrote as a word: "cue" is q. */
export function letterNamed(word: string): string | undefined {
  return LETTER_NAMES[word];
}

function letterOf(word: string, loose: boolean): string | undefined {
  const letter = strict.get(word);
  if (letter !== undefined) return letter;
  if (!loose) return undefined;
  if (word === 'oh') return 'o';
  return LETTER_NAMES[word];
}
