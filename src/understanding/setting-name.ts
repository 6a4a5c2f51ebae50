import type { NameMatch } from '#catalogue/name-index.ts';
import { type Option, spokenOption } from '#catalogue/option.ts';
import { type Service, spokenService } from '#catalogue/service.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import { letterNamed } from './spelling.ts';
import type { Candidate } from './understanding.ts';

/** What the words said for a service or an option mean; several when they were said in a row. */
export type NameReading =
  | { type: 'names'; names: readonly string[]; score: number }
  | { type: 'candidates'; candidates: readonly Candidate[] }
  | { type: 'unknown'; heard: string };

/** Below this a name is not what was meant; less is enough where "service" was said with it. */
const LEAST_SCORE = 0.8;
const LEAST_SCORE_SAID_SO = 0.7;
/** What is heard in pieces ("sink thing") and sounds like a name in one piece. */
const LEAST_SCORE_IN_PIECES = 0.77;
/** A second name this near makes us ask. */
const MARGIN = 0.06;
/** In an enumeration a wrong part would be a wrong service. */
const SURE_SCORE = 0.93;
const MOST_WORDS = 9;
const MOST_NAMES = 6;

const SERVICE_WORDS = new Set('service services daemon daemons server unit'.split(' '));
const OPTION_WORDS = new Set('option options setting settings support'.split(' '));
const LEADING = new Set('the my our that this a an'.split(' '));
const TRAILING = new Set('please too also now again itself here dot'.split(' '));
const NEVER = new Set("not don't never no without nothing or then but if it them to".split(' '));

/** Whether the words tell by themselves that they are about a service. */
export function saysService(words: readonly string[]): boolean {
  return words.some((word) => SERVICE_WORDS.has(word));
}

/** Which services are meant: "c u p s", "the print service", "cups and the s s h server". */
export function readServiceNames(words: readonly string[], settings: SettingsIndex): NameReading {
  const whole = readService(words, settings);
  if (whole.type !== 'unknown' || !words.includes('and')) return whole;
  const parts = partsOf(words).map((part) => readService(part, settings));
  if (parts.length > MOST_NAMES) return whole;
  const names = parts.flatMap((part) =>
    part.type === 'names' && part.score >= SURE_SCORE ? part.names : [],
  );
  return names.length === parts.length ? { type: 'names', names: [...new Set(names)], score: 0.95 } : whole;
}

function readService(words: readonly string[], settings: SettingsIndex): NameReading {
  const isSaidSo = saysService(words);
  const least = isSaidSo ? LEAST_SCORE_SAID_SO : LEAST_SCORE;
  // "The music" is the beginning of "the music server", and of much else.
  const found = lookUp(words, SERVICE_WORDS, (text) =>
    settings.servicesNamed(text, 4).filter(({ how, score }) => isSaidSo || how !== 'spoken' || score === 1),
  );
  return decided(found, bareWords(words, SERVICE_WORDS), least, (service: Service) => ({
    value: service.unit,
    spoken: spokenService(service.unit, service),
  }));
}

/** Which option is meant, of those that `takes` accepts. */
export function readOptionName(
  words: readonly string[],
  settings: SettingsIndex,
  takes: (option: Option) => boolean,
): NameReading {
  const found = lookUp(words, OPTION_WORDS, (text) =>
    settings.optionsNamed(text, 6).filter(({ item }) => takes(item)),
  );
  return decided(found, bareWords(words, OPTION_WORDS), LEAST_SCORE, (option: Option) => ({
    value: option.path,
    spoken: spokenOption(option.path, option),
  }));
}

type Named<Item> = (text: string) => readonly NameMatch<Item>[];

/** As it was said, then without articles and "service", then with letters for the names of letters. */
function lookUp<Item>(
  words: readonly string[],
  kind: ReadonlySet<string>,
  named: Named<Item>,
): readonly NameMatch<Item>[] {
  if (words.length === 0 || words.length > MOST_WORDS) return [];
  const asSaid = named(words.join(' '));
  if (asSaid[0]?.score === 1) return asSaid;
  if (words.at(-1) === 'and' || words.some((word) => NEVER.has(word))) return [];
  const bare = bareWords(words, kind);
  if (bare.length === 0) return [];
  const plain = bare.length === words.length ? asSaid : named(bare.join(' '));
  if ((plain[0]?.score ?? 0) >= SURE_SCORE) return plain;
  const lettered = bare.map((word) => letterNamed(word) ?? word);
  const spelled = lettered.every((word, at) => word === bare[at]) ? [] : named(lettered.join(' '));
  const [best = [], ...rest] = [plain, spelled, asSaid];
  return rest.reduce((top, next) => ((next[0]?.score ?? 0) > (top[0]?.score ?? 0) ? next : top), best);
}

function decided<Item>(
  matches: readonly NameMatch<Item>[],
  bare: readonly string[],
  least: number,
  candidateOf: (item: Item) => Candidate,
): NameReading {
  const [best] = matches;
  const isInPieces = bare.length > 1 && (best?.how === 'phonetic' || best?.how === 'edit-distance');
  const enough = isInPieces ? Math.min(least, LEAST_SCORE_IN_PIECES) : least;
  if (!best || best.score < enough) return { type: 'unknown', heard: bare.join(' ') };
  const near = matches.filter(({ score }) => score >= enough && score > best.score - MARGIN);
  const candidates = near.map(({ item }) => candidateOf(item));
  if (candidates.length > 1) return { type: 'candidates', candidates };
  return { type: 'names', names: candidates.map(({ value }) => value), score: best.score };
}

function bareWords(words: readonly string[], kind: ReadonlySet<string>): readonly string[] {
  let from = 0;
  let to = words.length;
  while (from < to && LEADING.has(words[from] as string)) from++;
  while (to > from && (TRAILING.has(words[to - 1] as string) || kind.has(words[to - 1] as string))) to--;
  return words.slice(from, to);
}

function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === 'and') parts.push([]);
    else if (word !== 'both' && word !== 'also') parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
