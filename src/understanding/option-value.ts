import type { Option } from '#catalogue/option.ts';
import type { SlotValue } from './intent.ts';
import { numbersAt, wordsToNumber } from './numbers.ts';
import { areSafeWords } from './safe-text.ts';
import { spelledText } from './spelling.ts';
import { DESKTOP_KEYBOARDS, KEYBOARDS, LANGUAGES, timeZoneNamed } from './spoken-values.ts';

/** What people say for on and off. */
const SWITCHED: ReadonlyMap<string, boolean> = new Map([
  ...'on true yes enabled active'.split(' ').map((word): [string, boolean] => [word, true]),
  ...'off false no disabled inactive'.split(' ').map((word): [string, boolean] => [word, false]),
]);
/** Said behind a number and no part of it. */
const UNITS = new Set(
  'percent seconds second minutes minute hours hour days day megabytes gigabytes entries generations jobs cores times'.split(
    ' ',
  ),
);
const WRAPPING = new Set('the a an layout language please time zone keyboard value'.split(' '));

/** The value that `words` give `option`, as its type wants it; undefined when they give none. */
export function readOptionValue(option: Option, words: readonly string[]): SlotValue | undefined {
  const said = words.at(-1) === 'please' ? words.slice(0, -1) : words;
  if (said.length === 0 || said.length > 8 || !areSafeWords(said)) return undefined;
  const { type } = option;
  switch (type.kind) {
    case 'boolean':
      return said.length === 1 ? SWITCHED.get(said[0] as string) : undefined;
    case 'integer':
      return wholeNumber(said, type);
    case 'choice':
      return choiceNamed(type.values, said) ?? choiceNamed(type.values, translated(said, DESKTOP_KEYBOARDS));
    case 'text':
      return textFor(option.path, said, type.pattern);
    case 'list':
      return type.of.kind === 'integer'
        ? wholeNumber(said, type.of)
        : textFor(option.path, said, type.of.pattern);
  }
}

/** Whether any words can be its value: how long it gets is not known. Time zones, languages and keyboards have names. */
export function isFreeText({ path, type }: Option): boolean {
  const one = type.kind === 'list' ? type.of : type;
  const isNamed = path === 'time.timeZone' || path.startsWith('i18n.') || isKeyboard(path);
  return one.kind === 'text' && !isNamed;
}

function isKeyboard(path: string): boolean {
  return path.endsWith('layout') || path === 'console.keyMap';
}

function wholeNumber(
  words: readonly string[],
  { least, most }: { least: number; most: number },
): number | undefined {
  const number = numbersAt(words, 0).find(({ end }) =>
    words.slice(end).every((word) => UNITS.has(word)),
  )?.value;
  return number !== undefined && number >= least && number <= most ? number : undefined;
}

function choiceNamed(values: readonly string[], words: readonly string[]): string | undefined {
  const bare = words.filter((word) => !WRAPPING.has(word));
  const spoken = [words, bare].map(joined);
  return values.find((value) => spoken.includes(joined(value.toLowerCase().split(/[^a-z0-9]+/))));
}

function joined(words: readonly string[]): string {
  return words.map((word) => wordsToNumber([word]) ?? word).join('');
}

function translated(words: readonly string[], table: Readonly<Record<string, string>>): readonly string[] {
  const bare = words.filter((word) => !WRAPPING.has(word)).join(' ');
  const value = Object.hasOwn(table, bare) ? table[bare] : undefined;
  return value === undefined ? [] : value.split(/[^a-z0-9]+/);
}

/** A time zone or a language by its name, else the words as they are, with dashes or as letters: what fits first. */
function textFor(path: string, words: readonly string[], pattern: string): string | undefined {
  const fits = new RegExp(`^(?:${pattern})$`, 'u');
  const bare = words.filter((word) => !WRAPPING.has(word));
  const named =
    path === 'time.timeZone'
      ? timeZoneNamed(bare)
      : path.startsWith('i18n.')
        ? LANGUAGES[bare.join(' ')]
        : isKeyboard(path)
          ? KEYBOARDS[bare.join(' ')]
          : undefined;
  if (named !== undefined) return fits.test(named) ? named : undefined;
  if (path === 'time.timeZone' || path.startsWith('i18n.')) return undefined;
  const address = numberedAddress(words);
  const spelled = words.length > 1 ? spelledText(words) : undefined;
  return [address, spelled, words.join('-'), words.join('')].find(
    (text) => text !== undefined && fits.test(text),
  );
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
export function spokenValues({ path, type }: Option): readonly string[] {
  if (path === 'time.timeZone') return ['berlin', 'london', 'new york', 'tokyo', 'paris', 'sydney'];
  if (path.startsWith('i18n.')) return Object.keys(LANGUAGES);
  const one = type.kind === 'list' ? type.of : type;
  switch (one.kind) {
    case 'boolean':
      return ['on', 'off'];
    case 'integer':
      return [one.least, Math.min(one.most, one.least + 5), Math.min(one.most, one.least + 20)].map(String);
    case 'choice':
      if (isKeyboard(path)) return Object.keys(DESKTOP_KEYBOARDS);
      return one.values.map((value) => value.replaceAll(/[^a-z0-9]+/gi, ' ').trim());
    case 'text':
      return isKeyboard(path) ? Object.keys(KEYBOARDS) : [spokenExample(one.example)];
  }
}

function spokenExample(example: string): string {
  return example
    .replaceAll('.', ' dot ')
    .replaceAll(/[^a-zA-Z0-9]+/g, ' ')
    .trim();
}
