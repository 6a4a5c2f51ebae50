import { numberToWords } from '#understanding/numbers.ts';
import { isSpelled, splits, splitsWithLetters } from './split-word.ts';
import type { Vocabulary } from './vocabulary.ts';

const MOST_FORMS = 3;
/** Nobody says a longer one. */
const LONGEST_WORD = 40;
/** No form has one of these in it: half of a word must not pass for an answer, nor an answer for half of a word. */
const ANSWERS = new Set('yes yeah yep yup no nope okay sure confirm stop cancel quit help'.split(' '));
/** Up to here people spell a word they cannot say. */
const LONGEST_SPELLED = 5;
const SYMBOLS: Readonly<Record<string, string>> = { '+': 'plus', '#': 'sharp', '&': 'and' };
/** Shorter words sound like too many. */
const LEAST_NEAR = 3;
/** Shorter words have to sound the same. */
const LEAST_ALMOST_NEAR = 5;
/** Shorter words have no parts that only sound like others. */
const LEAST_SOUNDING = 6;

/**
 * How a word that the speech model lacks can be said in words that it has, the likeliest first; none when it cannot be said.
 * "neovim" is "neo vim", "htop" "h top", "vlc" "v l c", "catalogue" "catalog", "mp3" "m p three".
 */
export function spokenForms(word: string, vocabulary: Vocabulary): readonly string[] {
  const runs = word
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .match(/\p{L}+|\p{N}+|[+#&]/gu);
  if (!runs || word.length > LONGEST_WORD) return [];
  const [only] = runs;
  const isLetters = runs.length === 1 && only !== undefined && /\p{L}/u.test(only);
  const forms = isLetters ? formsOfLetters(only, vocabulary) : formsOfRuns(runs, vocabulary);
  return [...new Set(forms)].filter((form) => form !== word && !hasAnswer(form)).slice(0, MOST_FORMS);
}

function hasAnswer(form: string): boolean {
  return form.split(' ').some((word) => ANSWERS.has(word));
}

function formsOfLetters(word: string, vocabulary: Vocabulary): readonly string[] {
  const letters = spelled(word, vocabulary);
  const whole = splits(word, vocabulary);
  const parted = (whole.length > 0 ? whole : splitsWithLetters(word, vocabulary)).slice(0, 2);
  if (isSpelled(word)) return [...letters, ...parted];
  const near = word.length < LEAST_NEAR ? [] : vocabulary.near(word);
  const alike = near.filter(({ distance }) => distance === 0).map((other) => other.word);
  const almost = word.length < LEAST_ALMOST_NEAR ? [] : near.filter(({ distance }) => distance > 0);
  const said = [...alike, ...parted.slice(0, 1), ...almost.map((other) => other.word)];
  const sounding = said.length > 0 || word.length < LEAST_SOUNDING ? [] : soundingParts(word, vocabulary);
  const isLast = said.length + sounding.length === 0;
  return [...said, ...sounding, ...(isLast || word.length <= LONGEST_SPELLED ? letters : [])];
}

/** "machine's", "k9s", "c++": what else stands between is not said. */
function formsOfRuns(runs: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const joined = runs.join('');
  const whole = /^\p{L}+$/u.test(joined)
    ? [...(vocabulary.knows(joined) ? [joined] : []), ...vocabulary.near(joined).map((other) => other.word)]
    : [];
  const parts = runs.map((run) => formOfRun(run, vocabulary));
  return parts.includes(undefined) ? whole : [...whole, parts.join(' ')];
}

function formOfRun(run: string, vocabulary: Vocabulary): string | undefined {
  const symbol = SYMBOLS[run];
  if (symbol !== undefined) return vocabulary.knows(symbol) ? symbol : undefined;
  if (/^\p{N}+$/u.test(run)) return numberForm(run, vocabulary);
  return vocabulary.knows(run) && run.length > 2 ? run : formsOfLetters(run, vocabulary)[0];
}

function numberForm(digits: string, { knows }: Vocabulary): string | undefined {
  const number = Number(digits);
  const words = Number.isSafeInteger(number) && number < 1_000_000 ? numberToWords(number) : '';
  return words !== '' && words.split(' ').every(knows) ? words : undefined;
}

function spelled(word: string, { knows }: Vocabulary): readonly string[] {
  return [...word].every(knows) ? [[...word].join(' ')] : [];
}

/** Two parts, of which at least one only sounds like a word that is known. */
function soundingParts(word: string, vocabulary: Vocabulary): readonly string[] {
  const sounding = (part: string): string | undefined =>
    vocabulary.knows(part) ? part : vocabulary.near(part)[0]?.word;
  const middle = word.length / 2;
  const cuts = Array.from({ length: word.length - 1 }, (_, at) => at + 1)
    .filter((cut) => cut >= LEAST_NEAR && word.length - cut >= LEAST_NEAR)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  for (const cut of cuts) {
    const [head, tail] = [sounding(word.slice(0, cut)), sounding(word.slice(cut))];
    if (head !== undefined && tail !== undefined) return [`${head} ${tail}`];
  }
  return [];
}
