import type { Intent, Slots } from './intent.ts';
import { interpret, type Reading } from './interpret.ts';
import { readOptionValue } from './option-value.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import { readNumber } from './said-number.ts';
import type { Capture } from './spans.ts';
import { slice, type Words } from './words.ts';

type Resolve = NonNullable<Capture['wildcard']>['resolve'];

/** The slot that holds a command's name, and how its words are looked up. */
const NAMES: ReadonlyMap<string, Resolve> = new Map<string, Resolve>([
  ['package', 'packages'],
  ['service', 'services'],
  ['option', 'options'],
  ['program', 'programs'],
  ['query', 'query'],
  ['topic', 'topics'],
  ['numbers', 'numbers'],
]);

/** The slot of a command that can be given another name; undefined when it has none. */
export function nameSlot({ intent, slots }: Intent): string | undefined {
  if (intent === 'explain' && slots.topic === 'plan') return undefined;
  if (intent === 'rollback') return 'number';
  return [...NAMES.keys()].find((slot) => slots[slot] !== undefined);
}

/** The same command with the name that all of `said` is; its grade tells how clear that name is. */
export function named(command: Intent, said: Words, context: PhraseContext): PhraseReading | undefined {
  const slot = nameSlot(command);
  if (slot === undefined || said.words.length === 0) return undefined;
  if (slot === 'number') return generation(command, said);
  const { option, value } = command.slots;
  if (slot === 'option' && typeof option === 'string') {
    const reading = lookedUp(command, slot, said, context);
    if (reading.grade > 1 || value === undefined) return reading;
    return listed(command, option, said, context);
  }
  const bare = slot === 'numbers' ? withoutNoun(said) : said;
  return lookedUp(command, slot, bare, context);
}

/** The other slots stay: an option is given the same value. */
function lookedUp(command: Intent, slot: string, said: Words, context: PhraseContext): Reading {
  const { intent, slots } = command;
  const kept: Slots = slot === 'option' ? { value: slots.value ?? true } : {};
  const resolve = NAMES.get(slot) as Resolve;
  const wildcard = {
    name: slot,
    file: '',
    line: 0,
    kind: 'wildcard',
    resolve,
    onlyFound: slot === 'query',
    words: 16,
  } as const;
  const sentence = {
    intent,
    template: { type: 'words', text: '', words: [] },
    text: 'the same, with another name',
    slots: kept as Readonly<Record<string, string | number | boolean>>,
    requires: {},
    excludes: {},
    file: 'again',
    line: 0,
  } as const;
  const capture: Capture = { slot, from: 0, to: said.words.length, wildcard };
  return interpret({ sentence, captures: [capture], literals: 0 }, said, context);
}

/** "443 too": one more element of a list. */
function listed(
  command: Intent,
  path: string,
  { words }: Words,
  context: PhraseContext,
): PhraseReading | undefined {
  const option = context.settings.option(path);
  if (option?.type.kind !== 'list') return undefined;
  const value = readOptionValue(option, words);
  return value === undefined || typeof value === 'object'
    ? undefined
    : clear({ intent: command.intent, slots: { ...command.slots, value } }, words);
}

function generation(command: Intent, { words }: Words): PhraseReading | undefined {
  const number = readNumber(words[0] === 'to' ? words.slice(1) : words);
  return number === undefined
    ? undefined
    : clear({ intent: command.intent, slots: { target: `number:${number}`, number } }, words);
}

const NOUN = new Set(['generation', 'generations', 'number', 'numbers']);

function withoutNoun(said: Words): Words {
  return NOUN.has(said.words[0] as string) ? withoutNoun(slice(said, 1, said.words.length)) : said;
}

/** A reading of commands that are all known. */
export function clear(
  intents: Intent | readonly [Intent, ...Intent[]],
  slotWords: readonly string[],
  how = 'the same, with another name',
): PhraseReading {
  return {
    grade: 3,
    intents: 'intent' in intents ? [intents] : intents,
    literals: 0,
    freeWords: slotWords.length,
    score: 1,
    how,
    slotWords,
    situated: true,
    rank: 0,
  };
}
