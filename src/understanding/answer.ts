import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { Expectation } from './expectation.ts';
import { ordinalOf, wordsToNumber } from './numbers.ts';
import type { PackageReading, PackageWords } from './package-name.ts';
import { readNumber } from './said-number.ts';
import { readSettingAnswer } from './setting-answer.ts';
import type { Answering } from './understanding.ts';
import { canonical } from './words.ts';

const LEADING = new Set(
  'no nope nah not uh um oh oops sorry actually wait i mean meant want make it that the then with take use rather choose pick go for yes yeah and just number try'.split(
    ' ',
  ),
);
const TRAILING = new Set('please instead then one rather i mean meant'.split(' '));
const ADDS = new Set(['too', 'also', 'well', 'plus']);
const PACKAGE_INTENTS = new Set(['install_package', 'remove_package', 'try_package', 'package_info']);

export interface AnswerContext {
  expectation: Expectation;
  settings: SettingsIndex;
  readPackage(said: PackageWords): PackageReading;
  readProgram(words: readonly string[]): string | undefined;
}

/** What `words` answer to our own question or list: a position, the other one, a name or a number. */
export function readAnswer(words: readonly string[], context: AnswerContext): Answering | undefined {
  const { expectation, readPackage } = context;
  const { state, candidates, pending } = expectation;
  const asked = state === 'confirming' || state === 'clarifying';
  if (!asked && candidates.length === 0) return undefined;
  const kept = withoutExcluded(words);
  const core = trimmed(kept);
  if (core.length === 0 || core.length > 8) return undefined;
  // "and gimp as well" adds something and answers nothing.
  if (words.some((word) => ADDS.has(word))) return undefined;
  if (candidates.length > 0) {
    const chosen =
      readChoice(kept, core, candidates.length) ??
      namedCandidate(core, expectation) ??
      endOf(core, expectation) ??
      lettered(core, expectation);
    if (chosen) return chosen;
  }
  if (!asked) return undefined;
  const setting = readSettingAnswer(kept, core, context);
  if (setting) return setting;
  const open = (matches: (intent: string) => boolean) => pending.length === 0 || pending.some(matches);
  if (open((intent) => intent === 'rollback')) {
    const number = readNumber(core);
    if (number !== undefined) return { kind: 'value', slot: 'number', value: number };
  }
  if (!open((intent) => PACKAGE_INTENTS.has(intent))) return undefined;
  // While a yes is awaited, a bare name may be anything that the room says: "no, vlc" corrects, "vlc" does not.
  if (state === 'confirming' && kept.length === core.length && kept.length === words.length) return undefined;
  const found = readPackage({ words: core, breaks: new Set() });
  if (found.type !== 'packages' || found.attributes.length !== 1 || found.score < 0.9) return undefined;
  return { kind: 'value', slot: 'package', value: found.attributes[0] as string };
}

/** "not vim, nano" and "nano, not vim" are both "nano". */
function withoutExcluded(words: readonly string[]): readonly string[] {
  const at = words.indexOf('not');
  if (at < 0) return words;
  if (at > 0 && !words.slice(0, at).every((word) => LEADING.has(word))) return words.slice(0, at);
  const rest = words.slice(at + 1);
  const named = rest[0] === 'that' || rest[0] === 'this' || rest[0] === 'the' ? 2 : 1;
  const afterOne = rest[0] === 'that' && rest[1] !== 'one' ? 1 : named;
  return rest.length > afterOne ? rest.slice(afterOne) : rest;
}

function trimmed(words: readonly string[]): readonly string[] {
  let from = 0;
  let to = words.length;
  while (from < to && LEADING.has(words[from] as string)) from++;
  while (to > from && TRAILING.has(words[to - 1] as string) && !endsInNumber(words.slice(from, to))) to--;
  return words.slice(from, to);
}

/** "Forty one" is a number, "the second one" is not. */
function endsInNumber(words: readonly string[]): boolean {
  return words.length > 1 && wordsToNumber(words.slice(-2)) !== undefined;
}

function readChoice(words: readonly string[], core: readonly string[], count: number): Answering | undefined {
  const text = core.join(' ');
  if (text === 'other' || text === 'other one') return { kind: 'other' };
  if (text === 'last' || text === 'bottom') return { kind: 'position', position: -1 };
  if (text === 'top') return { kind: 'position', position: 1 };
  if (text === 'middle' && count === 3) return { kind: 'position', position: 2 };
  const position =
    ordinalOf(core) ?? (words.includes('number') || core.length === 1 ? wordsToNumber(core) : undefined);
  return position !== undefined && position >= 1 && position <= count
    ? { kind: 'position', position }
    : undefined;
}

/** "The newest" of generations that are asked about. */
function endOf(core: readonly string[], { candidates }: Expectation): Answering | undefined {
  const end = core.length <= 2 && core[1] !== 'ones' ? ENDS.get(core[0] as string) : undefined;
  if (!end || !areGenerations(candidates)) return undefined;
  const numbers = candidates.map(({ value }) => Number(value));
  return { kind: 'position', position: numbers.indexOf(end(...numbers)) + 1 };
}

const ENDS: ReadonlyMap<string, (...numbers: number[]) => number> = new Map([
  ...['newest', 'latest', 'youngest'].map((word) => [word, Math.max] as const),
  ...['oldest', 'earliest'].map((word) => [word, Math.min] as const),
]);

export function areGenerations(candidates: Expectation['candidates']): boolean {
  return candidates.length > 0 && candidates.every(({ spoken }) => /^generation \d+$/.test(spoken));
}

/** "B", "option b": the second. Alone it is one only when we asked. */
function lettered(core: readonly string[], { state, candidates }: Expectation): Answering | undefined {
  const [first, second] = core;
  const isCalled = core.length === 2 && LETTERED.has(first as string);
  if (!isCalled && (core.length !== 1 || state !== 'clarifying')) return undefined;
  const position = ' abcdefghi'.indexOf((isCalled ? second : first) as string);
  return position >= 1 && position <= candidates.length ? { kind: 'position', position } : undefined;
}

const LETTERED = new Set(['letter', 'option', 'choice', 'answer', 'candidate']);

/** A candidate by its name, or by the only one that has the words ("the desktop one"). */
function namedCandidate(core: readonly string[], { candidates }: Expectation): Answering | undefined {
  const text = core.join(' ');
  const names = candidates.map(({ value, spoken }) => [
    canonical(spoken).join(' '),
    canonical(value.replaceAll(/[_.]/g, ' ')).join(' '),
  ]);
  const exact = names.findIndex((forms) => forms.includes(text));
  const having = names.flatMap((forms, at) =>
    forms.some((form) => ` ${form} `.includes(` ${text} `)) ? [at] : [],
  );
  const at = exact >= 0 ? exact : having.length === 1 ? (having[0] as number) : -1;
  return at < 0 ? undefined : { kind: 'position', position: at + 1 };
}
