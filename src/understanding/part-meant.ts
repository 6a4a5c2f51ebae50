import type { Intent } from './intent.ts';
import { ordinalOf, wordsToNumber } from './numbers.ts';
import { isCalled } from './part-words.ts';
import { type PhraseContext, readPhrase } from './phrase.ts';
import { readOptionName, readServiceNames } from './setting-name.ts';

/** Which of `commands` the words mean, by position, name, kind or the whole command; undefined when it is not clear. */
export function partsMeant(
  words: readonly string[],
  commands: readonly Intent[],
  context: PhraseContext,
): ReadonlySet<Intent> | undefined {
  const core = withoutWrapping(words);
  if (core.length === 0) return undefined;
  const whole = oneMeant(core, commands, context);
  if (whole.length > 0) return new Set(whole);
  const at = core.indexOf('and');
  if (at <= 0) return undefined;
  const first = partsMeant(core.slice(0, at), commands, context);
  const rest = first && partsMeant(core.slice(at + 1), commands, context);
  return rest && first.union(rest);
}

const ARTICLES = new Set('the that this a an any all of it to do doing with'.split(' '));
const NOUNS = new Set(
  'part parts bit bits step steps thing things one ones half command commands action task'.split(' '),
);

function withoutWrapping(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !ARTICLES.has(word));
  return from < 0 ? [] : words.slice(from);
}

function oneMeant(
  words: readonly string[],
  commands: readonly Intent[],
  context: PhraseContext,
): readonly Intent[] {
  const bare = words.length > 1 && NOUNS.has(words.at(-1) as string) ? words.slice(0, -1) : words;
  const kind = commands.filter(({ intent }) => isCalled(intent, bare.join(' ')));
  if (kind.length > 0) return kind;
  const placed = placedAt(bare, commands.length);
  if (placed) return placed.flatMap((at) => commands[at] ?? []);
  const name = commands.filter((command) => isNamed(command, bare, context));
  return name.length > 0 ? name : asked(words, commands, context);
}

/** "First", "part two", "last", "first two". */
function placedAt(words: readonly string[], count: number): readonly number[] | undefined {
  const said = NOUNS.has(words[0] as string) || words[0] === 'number' ? words.slice(1) : words;
  const isNumbered = said.length < words.length;
  const text = said.join(' ');
  if (text === 'last' || text === 'final') return [count - 1];
  if (text === 'other' && count === 2) return undefined;
  const some = /^(first|last) (\S+)$/.exec(text);
  const many = some ? wordsToNumber([some[2] as string]) : undefined;
  if (some && many !== undefined && many < count)
    return Array.from({ length: many }, (_, at) => (some[1] === 'first' ? at : count - many + at));
  const position = ordinalOf(said) ?? (isNumbered ? wordsToNumber(said) : undefined);
  return position !== undefined && position >= 1 && position <= count ? [position - 1] : undefined;
}

function isNamed({ slots }: Intent, words: readonly string[], context: PhraseContext): boolean {
  const { package: attribute, service, option, number, numbers } = slots;
  if (typeof attribute === 'string') {
    const found = context.readPackage({ words, breaks: new Set() });
    return found.type === 'packages'
      ? found.attributes.includes(attribute) && found.score >= SURE
      : found.type === 'candidates' && found.candidates.some(({ value }) => value === attribute);
  }
  if (typeof service === 'string') {
    const found = readServiceNames(words, context.settings);
    return found.type === 'names' ? found.names.includes(service) && found.score >= SURE : false;
  }
  if (typeof option === 'string') {
    const found = readOptionName(words, context.settings, () => true);
    return found.type === 'names' && found.names.includes(option) && found.score >= SURE;
  }
  const said = wordsToNumber(words[0] === 'generation' ? words.slice(1) : words);
  return said !== undefined && (number === said || (Array.isArray(numbers) && numbers.includes(said)));
}

/** A name that is only like one does not decide what of a plan goes. */
const SURE = 0.9;

/** The command itself, said again. */
function asked(
  words: readonly string[],
  commands: readonly Intent[],
  context: PhraseContext,
): readonly Intent[] {
  const reading = readPhrase({ words, breaks: new Set() }, context);
  if (reading?.grade !== 3 || reading.tooClose) return [];
  const said = reading.intents.map((one) => commands.find((command) => isSame(command, one)));
  return said.every((command) => command !== undefined) ? said : [];
}

/** Pointing ("remove it") tells no more than the verb. */
function isSame(command: Intent, { intent, slots, references }: Intent): boolean {
  if (command.intent !== intent) return false;
  if (references) return true;
  return Object.entries(slots).every(
    ([name, value]) => JSON.stringify(command.slots[name]) === JSON.stringify(value),
  );
}
