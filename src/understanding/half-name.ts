import { lettersOf } from '#catalogue/beginnings.ts';
import type { PackageIndex } from '#catalogue/package.ts';
import { spokenName } from '#catalogue/package.ts';
import { type Service, spokenService } from '#catalogue/service.ts';
import type { Intent } from './intent.ts';
import { NEVER_NAMES } from './look-up-package.ts';
import { clear } from './named-anew.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { areSafeWords } from './safe-text.ts';
import { spelledText } from './spelling.ts';
import type { Candidate } from './understanding.ts';
import type { Words } from './words.ts';

/** What people say in front of, between or behind what they remember of a name. Longest first. */
const NAMING = longestFirst(
  "or something like that|or whatever it is called|or however it is called|what is it called|what is it called again|what was it called|what is the name|what was the name|what is its name|what do you call it|whatever it is called|whatever the name is|however it is called|i forgot the name|i forget the name|i don't remember the name|i do not remember the name|i don't know the name|i forgot what it is called|you know the one|something that starts with|something starting with|something beginning with|the one that starts with|the one starting with|the one called|it starts with|it begins with|starting with|beginning with|starts with|begins with|something like|something called|something or other|whatsit|whatchamacallit|thingamajig|thingummy",
);
/** Only at the end: "something quick" describes, and names nothing. */
const BEHIND = longestFirst('something|some thing|or something|or whatever|or so|or other|thingy|somewhat');
/** Behind a whole name these only soften it. */
const SOFTENS = new Set(['or something like that', 'or something', 'or whatever', 'or so', 'thingy']);

/** With these, even a whole name is only like the one that is meant. */
const LIKE = / (?:like|starts|starting|begins|beginning)\b|^(?:starts|starting|begins|beginning)\b/;

function longestFirst(list: string): readonly string[] {
  return list.split('|').sort((a, b) => b.length - a.length);
}

const FILLERS = new Set('the a an that uh um er like it again is my'.split(' '));
const DESCRIBING = new Set(['a', 'an', 'some', 'my', 'any']);
const MOST_WORDS = 14;
const MOST_PART_WORDS = 3;
const MOST_CANDIDATES = 6;
const LEAST_LETTERS = 2;
const LEAST_SCORE = 0.6;

/**
 * "Add zel something", "remove, whatever it's called, blend something": the part of a name that is remembered is
 * looked up and offered, and never taken for a whole one; when nothing begins or sounds so, the name is asked for.
 */
export function readHalfName(
  said: Words,
  context: PhraseContext,
  packages: PackageIndex,
): PhraseReading | undefined {
  const { state, missing, pending } = context.expectation;
  if (state === 'confirming' || state === 'spelling' || state === 'muted') return undefined;
  if (said.words.length > MOST_WORDS || !areSafeWords(said.words)) return undefined;
  const { rest, markers } = withoutVague(said.words);
  if (markers.length === 0 || rest.length === 0) return undefined;
  const soft = markers.every((marker) => SOFTENS.has(marker));
  const naming = markers.some((marker) => NAMING.includes(marker));
  const whole = markers.some((marker) => LIKE.test(marker)) ? undefined : readPhrase(unbroken(rest), context);
  if (whole?.grade === 3 && !whole.tooClose && (soft || whole.score === 1)) return whole;
  const asked = commandIn(rest, context);
  if (asked) {
    const reading = offered(asked.command, asked.slot, asked.part, context, packages);
    return soft && reading.grade === 1 ? undefined : reading;
  }
  const words = rest.filter((word) => !FILLERS.has(word));
  const letters = words.length > 1 ? spelledText(words) : undefined;
  const part = letters === undefined ? words : [letters];
  if (part.length === 0 || part.length > MOST_PART_WORDS) return undefined;
  if (state === 'clarifying') {
    const slot = missing?.slot;
    const [intent] = pending;
    if (intent === undefined || (slot !== 'package' && slot !== 'service')) return undefined;
    return offered({ intent, slots: missing?.slots ?? {} }, slot, part, context, packages);
  }
  // Nothing tells what is wanted of it: what could be meant is found and nothing else.
  return naming && beginning(part, packages).length > 0
    ? clear({ intent: 'search_packages', slots: { query: part.join(' ') } }, part, 'half a name')
    : undefined;
}

function withoutVague(words: readonly string[]): { rest: readonly string[]; markers: readonly string[] } {
  let text = ` ${words.join(' ')} `.replace(/(?: please| again)+ $/, ' ');
  const markers: string[] = [];
  for (const marker of NAMING) {
    if (!text.includes(` ${marker} `)) continue;
    markers.push(marker);
    text = text.replaceAll(` ${marker} `, ' ');
  }
  const last = BEHIND.find((marker) => text.endsWith(` ${marker} `));
  if (last !== undefined) {
    markers.push(last);
    text = text.slice(0, -last.length - 1);
  }
  return { rest: text.split(' ').filter((word) => word !== ''), markers };
}

function unbroken(words: readonly string[]): Words {
  return { words, breaks: new Set() };
}

interface Asked {
  command: Intent;
  slot: 'package' | 'service';
  part: readonly string[];
}

/** The command around the name: its words are told apart by where a name would have to be. */
function commandIn(words: readonly string[], context: PhraseContext): Asked | undefined {
  for (let length = 1; length <= Math.min(MOST_PART_WORDS, words.length - 1); length++) {
    const part = words.slice(words.length - length);
    if (part.some((word) => NEVER_NAMES.has(word))) return undefined;
    const verb = words.slice(0, words.length - length).filter((word) => word !== 'uh' && word !== 'um');
    // "A video editor" is described and not named.
    if (DESCRIBING.has(verb.at(-1) as string)) return undefined;
    // "Install it" is a command whatever the name will be.
    const pointing = readPhrase(unbroken([...withoutArticle(verb), 'that', 'one']), context);
    const [command] = pointing?.grade === 3 && pointing.intents.length === 1 ? pointing.intents : [];
    const slot = command && SLOTS.find((name) => command.references?.[name] !== undefined);
    if (command && slot) return { command: { intent: command.intent, slots: command.slots }, slot, part };
  }
  return undefined;
}

const SLOTS = ['package', 'service'] as const;

function withoutArticle(words: readonly string[]): readonly string[] {
  const to = words.findLastIndex((word) => !FILLERS.has(word)) + 1;
  return words.slice(0, to);
}

function offered(
  command: Intent,
  slot: 'package' | 'service',
  part: readonly string[],
  context: PhraseContext,
  packages: PackageIndex,
): PhraseReading {
  const candidates =
    slot === 'package'
      ? beginning(part, packages)
      : beginningService(part, context.settings.services, context);
  const reading = { ...clear(command, part, 'half a name'), slot };
  if (candidates.length > 0) return { ...reading, grade: 2, candidates, vague: true };
  return { ...reading, grade: 1, heard: part.join(' ') };
}

/** Packages that begin so, well-known ones first; else those that are near. */
function beginning(part: readonly string[], packages: PackageIndex): readonly Candidate[] {
  const text = part.join(' ');
  const near = packages
    .named(text, MOST_CANDIDATES)
    .filter(({ score }) => score >= LEAST_SCORE)
    .map(({ package: found }) => found);
  const begin = lettersOf(text);
  const starting = begin.length >= LEAST_LETTERS ? packages.beginning(begin, MOST_CANDIDATES) : [];
  const exact = near.filter(({ attribute }) => lettersOf(attribute) === begin);
  const found = starting.length > 0 ? [...exact, ...starting] : near;
  return [...new Set(found)]
    .slice(0, MOST_CANDIDATES)
    .map((one) => ({ value: one.attribute, spoken: spokenName(one) }));
}

function beginningService(
  part: readonly string[],
  services: readonly Service[],
  { settings }: PhraseContext,
): readonly Candidate[] {
  const text = part.join(' ');
  const begin = lettersOf(text);
  const starting = services.filter(({ unit, spoken }) =>
    [unit, ...spoken].some((name) => begin.length >= LEAST_LETTERS && lettersOf(name).startsWith(begin)),
  );
  const near = settings
    .servicesNamed(text, MOST_CANDIDATES)
    .flatMap(({ item, score }) => (score >= LEAST_SCORE ? [item] : []));
  return (starting.length > 0 ? starting : near)
    .slice(0, MOST_CANDIDATES)
    .map((service) => ({ value: service.unit, spoken: spokenService(service.unit, service) }));
}
