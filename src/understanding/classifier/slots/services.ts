import { spokenService } from '#catalogue/service.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import { readServiceNames } from '../../setting-name.ts';
import type { Sentence } from '../features.ts';
import type { Spot } from '../spots.ts';
import { type Filled, one, pointedAt } from './filled.ts';
import { areEnumerated, meantSpots } from './meant.ts';
import { unknownStretches } from './unknown-words.ts';

const MOST_SERVICES = 6;
const LEAST_SCORE = 0.8;
const GENERAL = new Set('service services daemon daemons server unit process'.split(' '));

/** The services that a sentence is about. */
export function fillService(
  sentence: Sentence,
  settings: SettingsIndex,
  isEveryday: (word: string) => boolean,
): Filled {
  const spots = meantSpots(sentence, 'services').filter(({ isEveryday: weak }) => !weak);
  if (spots.length > 0) return fromSpots(spots, sentence, settings);
  for (const stretch of unknownStretches(sentence.words, isEveryday)) {
    const found = readServiceNames(stretch, settings);
    if (found.type === 'candidates')
      return { type: 'candidates', slot: 'service', candidates: found.candidates };
    if (found.type === 'names' && found.score >= LEAST_SCORE && found.names.length === 1)
      return one({ service: found.names[0] as string }, `like ${stretch.join(' ')}`, found.score);
  }
  const [heard] = unknownStretches(sentence.words, (word) => isEveryday(word) || GENERAL.has(word));
  if (heard && sentence.words.some((word) => GENERAL.has(word)))
    return { type: 'missing', slot: 'service', heard: heard.join(' ') };
  // What is no service of ours but has a name is something else: a program, a machine, a person.
  if (heard || sentence.spots.some(({ packages = [], isEveryday: weak }) => packages.length > 0 && !weak))
    return { type: 'unfit' };
  const reference = pointedAt(sentence.words);
  return reference ? { type: 'pointed', slot: 'service', reference } : { type: 'missing', slot: 'service' };
}

function fromSpots(spots: readonly Spot[], sentence: Sentence, settings: SettingsIndex): Filled {
  const units = [...new Set(spots.flatMap(({ services = [] }) => services))];
  const unclear = spots.some(({ services = [] }) => services.length > 1);
  if (!unclear && (units.length === 1 || (areEnumerated(spots, sentence) && units.length <= MOST_SERVICES))) {
    const [first, ...rest] = units.map((service) => ({ service }));
    return { type: 'filled', slots: [first as { service: string }, ...rest], score: 1, source: 'named' };
  }
  const candidates = units.map((unit) => ({
    value: unit,
    spoken: spokenService(unit, settings.service(unit)),
  }));
  return { type: 'candidates', slot: 'service', candidates };
}
