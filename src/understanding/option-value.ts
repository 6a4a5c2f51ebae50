import type { Option, OptionScalar, Text, WholeNumber } from '#catalogue/option.ts';
import { fitsType } from '#catalogue/option.ts';
import { readAmount } from './amount.ts';
import { readHostName } from './host-name.ts';
import { wordsToNumber } from './numbers.ts';
import { areSafeWords } from './safe-text.ts';
import { readSchedule } from './schedule.ts';
import { spelledText } from './spelling.ts';
import {
  DESKTOP_KEYBOARDS,
  KEYBOARDS,
  keyboardNamed,
  LANGUAGES,
  languageNamed,
  timeZoneNamed,
} from './spoken-values.ts';

/** What people say for on and off. */
const SWITCHED: ReadonlyMap<string, boolean> = new Map([
  ...'on true yes enabled active'.split(' ').map((word): [string, boolean] => [word, true]),
  ...'off false no disabled inactive'.split(' ').map((word): [string, boolean] => [word, false]),
]);
const TURNED = new Set(['turned', 'switched', 'set', 'be']);
const WRAPPING = new Set(
  'the a an layout language please time zone timezone keyboard keys value locale'.split(' '),
);
const MOST_WORDS = 8;

/** The value that `words` give `option`, as its type wants it; undefined when they give none. */
export function readOptionValue(option: Option, words: readonly string[]): OptionScalar | undefined {
  const said = (words.at(-1) === 'please' ? words.slice(0, -1) : words).flatMap((word) =>
    partsOf(word, option),
  );
  const plain = said.map((word) => (CLOCK.test(word) ? word.replace(':', '') : word));
  if (said.length === 0 || said.length > MOST_WORDS || !areSafeWords(plain)) return undefined;
  return calledSo(option, said) ?? valueOfType(option, said);
}

const CLOCK = /^\d{1,2}:\d{2}$/;

/** What is typed with signs as it is said: "50%", "europe/berlin". */
function partsOf(word: string, { type }: Option): readonly string[] {
  if (word === '%') return ['percent'];
  const isZone = type.kind === 'text' && type.said === 'time zone';
  return isZone && /^[a-z_]+(?:\/[a-z_]+)+$/.test(word) ? word.split(/[/_]/) : [word];
}

function calledSo({ spokenValues = {}, type }: Option, words: readonly string[]): OptionScalar | undefined {
  const names = [words, without(words, ARTICLES)].map((name) => name.join(' '));
  const name = names.find((text) => Object.hasOwn(spokenValues, text));
  const value = name === undefined ? undefined : spokenValues[name];
  return fitsType(value, type) ? value : undefined;
}

const ARTICLES = new Set(['the', 'a', 'an', 'my', 'to', 'it', 'port', 'just', 'only']);

function valueOfType({ type }: Option, words: readonly string[]): OptionScalar | undefined {
  switch (type.kind) {
    case 'boolean':
      return switched(words);
    case 'integer':
      return wholeNumber(words, type);
    case 'choice':
      return type.said === 'keyboard'
        ? (keyboardFrom(words, DESKTOP_KEYBOARDS, type.values) ?? choiceNamed(type.values, words))
        : choiceNamed(type.values, words);
    case 'text':
      return textFor(words, type);
    case 'list':
      return type.of.kind === 'integer' ? wholeNumber(words, type.of) : textFor(words, type.of);
  }
}

/** Whether any words can be its value: how long it gets is not known. Time zones, languages and the like have names. */
export function isFreeText({ type }: Option): boolean {
  const one = type.kind === 'list' ? type.of : type;
  if (one.kind !== 'text') return false;
  // A pattern that only lists words is no more than a choice.
  return one.said === 'host name' || (one.said === undefined && /[[\\]/.test(one.pattern));
}

function switched(words: readonly string[]): boolean | undefined {
  const [first, second] = words;
  const word = words.length === 2 && TURNED.has(first as string) ? second : first;
  return words.length === 1 || word !== first ? SWITCHED.get(word as string) : undefined;
}

function wholeNumber(words: readonly string[], { least, most, unit }: WholeNumber): number | undefined {
  const number = readAmount(words, unit);
  return number !== undefined && number >= least && number <= most ? number : undefined;
}

function choiceNamed(values: readonly string[], words: readonly string[]): string | undefined {
  const spoken = [words, without(words, WRAPPING)].map(joined);
  return values.find((value) => spoken.includes(joined(value.toLowerCase().split(/[^a-z0-9]+/))));
}

function joined(words: readonly string[]): string {
  return words.map((word) => wordsToNumber([word]) ?? word).join('');
}

function keyboardFrom(
  words: readonly string[],
  keyboards: Readonly<Record<string, string>>,
  values: readonly string[],
): string | undefined {
  const value = keyboardNamed(words, keyboards) ?? keyboardNamed(without(words, WRAPPING), keyboards);
  return value !== undefined && values.includes(value) ? value : undefined;
}

/** What its kind of text is called by, else the words as they are, with dashes or as letters: what fits first. */
function textFor(words: readonly string[], { pattern, said }: Text): string | undefined {
  const fits = new RegExp(`^(?:${pattern})$`, 'u');
  return textsFor(words, said).find((text) => text !== undefined && fits.test(text));
}

function textsFor(words: readonly string[], said: Text['said']): readonly (string | undefined)[] {
  const bare = without(words, WRAPPING);
  switch (said) {
    case 'time zone':
      // "Eastern" alone is no place, but it is when a time zone is asked for.
      return [words, bare, [...bare, 'time']].map(timeZoneNamed);
    case 'language':
      return [languageNamed(words), languageNamed(bare)];
    case 'schedule':
      return [readSchedule(words)];
    case 'host name':
      return hostNames(words);
    case 'keyboard': {
      const named = keyboardNamed(words, KEYBOARDS) ?? keyboardNamed(bare, KEYBOARDS);
      return named === undefined ? asTheyAre(words) : [named];
    }
    case undefined:
      return asTheyAre(words);
  }
}

function hostNames(words: readonly string[]): readonly string[] {
  const name = readHostName(words);
  return name === undefined ? [] : [name, words.join('')];
}

function asTheyAre(words: readonly string[]): readonly (string | undefined)[] {
  const spelled = words.length > 1 ? spelledText(words) : undefined;
  return [numberedAddress(words), spelled, words.join('-'), words.join('')];
}

function without(words: readonly string[], left: ReadonlySet<string>): readonly string[] {
  return words.filter((word) => !left.has(word));
}

/** "one dot one dot one dot one": an address. */
function numberedAddress(words: readonly string[]): string | undefined {
  if (!words.includes('dot')) return undefined;
  const parts = words
    .join(' ')
    .split(' dot ')
    .map((part) => wordsToNumber(part.split(' ')));
  return parts.every((part) => part !== undefined) ? parts.join('.') : undefined;
}

/** What can be said for an option's value, a few of many. */
export function spokenValues({ type, spokenValues: names = {} }: Option): readonly string[] {
  const one = type.kind === 'list' ? type.of : type;
  return [...new Set([...exampleValues(one), ...Object.keys(names)])];
}

function exampleValues(type: Exclude<Option['type'], { kind: 'list' }>): readonly string[] {
  switch (type.kind) {
    case 'boolean':
      return ['on', 'off'];
    case 'integer':
      return [type.least, Math.min(type.most, type.least + 5), Math.min(type.most, type.least + 20)].map(
        String,
      );
    case 'choice':
      if (type.said === 'keyboard') return Object.keys(DESKTOP_KEYBOARDS);
      return type.values.map((value) => value.replaceAll(/[^a-z0-9]+/gi, ' ').trim());
    case 'text':
      return exampleTexts(type);
  }
}

function exampleTexts({ said, example }: Text): readonly string[] {
  switch (said) {
    case 'time zone':
      return ['berlin', 'london', 'new york', 'tokyo', 'paris', 'sydney'];
    case 'language':
      return Object.keys(LANGUAGES);
    case 'keyboard':
      return Object.keys(KEYBOARDS);
    case 'schedule':
      return ['daily', 'weekly', 'every night', 'every sunday', 'monday at three'];
    default:
      return [
        example
          .replaceAll('.', ' dot ')
          .replaceAll(/[^a-zA-Z0-9]+/g, ' ')
          .trim(),
      ];
  }
}
