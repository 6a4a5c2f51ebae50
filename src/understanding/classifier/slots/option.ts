import { fitsType, type Option, spokenOption } from '#catalogue/option.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { SlotValue } from '../../intent.ts';
import { readOptionValue } from '../../option-value.ts';
import type { Sentence } from '../features.ts';
import type { Spot } from '../spots.ts';
import { setByValue } from './by-value.ts';
import { type Filled, one } from './filled.ts';
import { areEnumerated, meantSpots } from './meant.ts';
import { switchedTo } from './switched.ts';

/** So many words tell more than a name that is among them: "let docker run without root". */
const TELLS_MORE = 3;
const MOST_OPTIONS = 6;
const MOST_VALUE_WORDS = 5;

/** Which option a sentence sets, named or implied, and to what. */
export function fillOption(sentence: Sentence, settings: SettingsIndex): Filled {
  const named = meantSpots(sentence, 'options').filter(({ isEveryday }) => !isEveryday);
  const implied = settings.implied(sentence.words);
  const fitting = named.filter((spot) => optionsOf(spot, settings).length > 0);
  const options = [
    ...fitting.flatMap((spot) => optionsOf(spot, settings)),
    ...impliedOption(implied, settings),
  ];
  // "Block port 22 in the firewall" leaves the firewall on.
  if (isAboutPort(sentence) && options.every(({ type }) => type.kind === 'boolean'))
    return setByValue(sentence, settings) ?? { type: 'unfit' };
  const isNamed = fitting.length > 0 && (!implied || implied.weight < TELLS_MORE);
  if (isNamed) return fromNames(fitting, sentence, settings);
  if (implied) {
    const option = settings.option(implied.path);
    const value = implied.value ?? (option && valueFor(option, sentence, undefined));
    if (option && value !== undefined && fitsType(value, option.type))
      return one({ option: option.path, value }, 'implied');
    if (option) return { type: 'missing', slot: 'value' };
  }
  return setByValue(sentence, settings) ?? { type: 'missing', slot: 'option' };
}

function impliedOption(
  implied: ReturnType<SettingsIndex['implied']>,
  settings: SettingsIndex,
): readonly Option[] {
  const option = implied && settings.option(implied.path);
  return option ? [option] : [];
}

function isAboutPort({ words, spots }: Sentence): boolean {
  return (
    words.some((word) => word === 'port' || word === 'ports') && spots.some(({ kind }) => kind === 'number')
  );
}

function fromNames(spots: readonly Spot[], sentence: Sentence, settings: SettingsIndex): Filled {
  const isRow = areEnumerated(spots, sentence) && spots.length <= MOST_OPTIONS;
  const chosen = isRow ? spots : spots.slice(-1);
  const slots = chosen.map((spot) => {
    const options = optionsOf(spot, settings);
    const set = options
      .map((option) => ({ option: option.path, value: valueFor(option, sentence, spot) }))
      .find(({ value }) => value !== undefined);
    return set ?? { option: (options[0] as Option).path, value: undefined };
  });
  if (spots.length > 1 && !isRow)
    return {
      type: 'candidates',
      slot: 'option',
      candidates: spots.flatMap((spot) => candidatesOf(spot, settings)),
    };
  const filled = slots.flatMap(({ option, value }) => (value === undefined ? [] : [{ option, value }]));
  const [first, ...rest] = filled;
  if (!first || filled.length < slots.length) return { type: 'missing', slot: 'value' };
  return { type: 'filled', slots: [first, ...rest], score: 1, source: 'named' };
}

function optionsOf({ options = [] }: Spot, settings: SettingsIndex): readonly Option[] {
  return options.flatMap((path) => settings.option(path) ?? []);
}

function candidatesOf(spot: Spot, settings: SettingsIndex) {
  return optionsOf(spot, settings).map((option) => ({
    value: option.path,
    spoken: spokenOption(option.path, option),
  }));
}

/** On or off for a switch; else a value near the name: behind it first, then anywhere. */
function valueFor(option: Option, sentence: Sentence, spot: Spot | undefined): SlotValue | undefined {
  if (option.type.kind === 'boolean') return switchedTo(sentence.words);
  const { words } = sentence;
  const behind = spot ? windows(words, spot.to) : [];
  const all = words
    .flatMap((_, at) => windows(words, at))
    .filter((window) => !spot || !overlaps(window, spot));
  for (const { from, to } of [...behind, ...all]) {
    const said = words.slice(from, to);
    if (said.every((word) => SMALL.has(word))) continue;
    const value = readOptionValue(option, said);
    if (value !== undefined) return value;
  }
  return undefined;
}

interface Window {
  from: number;
  to: number;
}

/** Stretches that begin at `at`, or behind "to", "is" and the like there; longest first. */
function windows(words: readonly string[], at: number): Window[] {
  let from = at;
  while (SMALL.has(words[from] ?? '')) from++;
  const lengths = Array.from({ length: MOST_VALUE_WORDS }, (_, index) => MOST_VALUE_WORDS - index);
  return lengths.map((length) => ({ from, to: from + length })).filter(({ to }) => to <= words.length);
}

function overlaps({ from, to }: Window, spot: Spot): boolean {
  return from < spot.to && to > spot.from;
}

const SMALL = new Set('to is be should as at into a an the of my set so that it please for in on'.split(' '));
