import { askedAbout, MOST_VERB_WORDS, readCommand, readObject, readVerb } from './compound-part.ts';
import { together } from './compound-whole.ts';
import { listInPlace } from './fronted-list.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { jointsOf } from './joints.ts';
import { namedAgain } from './named-again.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import { readServiceNames } from './setting-name.ts';
import { withWholeVerb } from './split-verb.ts';
import { swapSaidApart } from './swap.ts';
import { slice, type Words } from './words.ts';

const MOST_JOINTS = 10;
const MOST_PARTS = 6;

/**
 * Several commands in one sentence, each understood by itself; undefined when one is not. What templates know is taken
 * as long as can be ("git and vim" is one list), what is only learned as short as can be.
 */
export function readCompound(said: Words, context: PhraseContext): PhraseReading | undefined {
  const listed = listInPlace(said);
  if (listed) {
    const whole = readCommand(listed, context, false) ?? readCompound(listed, context);
    if (whole && whole.intents.length > 1) return whole;
  }
  const swapped = readSwap(said, context);
  if (swapped) return swapped;
  const wholeVerb = withWholeVerb(said);
  const rejoined = wholeVerb && readParts(wholeVerb, context, []);
  if (rejoined) return rejoined;
  const topic = topicOf(said, context);
  if (topic) return readParts(topic.rest, context, [{ intent: 'out_of_scope', slots: topic.slots }]);
  const parts = readParts(said, context, []);
  const end = jointsOf(said).find(({ isSaid }) => isSaid)?.end;
  if (parts || end === undefined || context.readLearned) return parts;
  return firstOf(namedAgain(said, end), (again) => {
    const named = readParts(again, context, []);
    const isSame = named?.intents.every(({ intent }) => intent === named.intents[0].intent);
    return isSame ? undefined : named;
  });
}

/** "Replace vim with neovim": one verb for two commands. */
function readSwap(said: Words, context: PhraseContext): PhraseReading | undefined {
  const apart = swapSaidApart(said);
  const reading = apart && readParts(apart, context, []);
  const [first, second] = reading?.intents ?? [];
  return first?.intent === 'remove_package' && second?.intent === 'install_package' ? reading : undefined;
}

/** "Docker: start it and have it come back": what is named first, by itself, is what all the rest is about. */
function topicOf(
  said: Words,
  { readPackage, settings }: PhraseContext,
): { rest: Words; slots: Intent['slots'] } | undefined {
  const end = Math.min(...said.breaks);
  if (end > MOST_TOPIC_WORDS || end >= said.words.length) return undefined;
  const words = said.words.slice(0, end);
  const found = readPackage({ words, breaks: new Set() });
  const service = readServiceNames(words, settings);
  const slots = {
    ...(found.type === 'packages' && found.score === 1 && { package: found.attributes[0] as string }),
    ...(service.type === 'names' && service.score === 1 && { service: service.names[0] as string }),
  };
  return Object.keys(slots).length > 0 ? { rest: slice(said, end, said.words.length), slots } : undefined;
}

const MOST_TOPIC_WORDS = 3;

function readParts(
  said: Words,
  context: PhraseContext,
  before: readonly Intent[],
): PhraseReading | undefined {
  const joints = jointsOf(said);
  if (joints.length === 0 || joints.length > MOST_JOINTS) return undefined;
  const dead = new Set<number>();
  const from = (start: number): readonly PhraseReading[] | undefined => {
    if (dead.has(start)) return undefined;
    const ends = [...new Set(joints.map(({ end }) => end).filter((end) => end > start))];
    if (start > 0) ends.push(said.words.length);
    const { readLearned: _, ...templates } = context;
    const found =
      firstOf(ends.toReversed(), (end) => partsFrom(start, end, templates)) ??
      (context.readLearned && firstOf(ends, (end) => partsFrom(start, end, context)));
    if (!found) dead.add(start);
    return found;
  };
  const partsFrom = (start: number, end: number, by: PhraseContext): readonly PhraseReading[] | undefined => {
    const part = slice(said, start, end);
    const isLast = end === said.words.length;
    const reading = readCommand(part, by, start === 0 && !isLast);
    if (isLast) return reading && [reading];
    if (!reading && part.words.length > MOST_VERB_WORDS) return undefined;
    return firstOf(
      joints.filter((joint) => joint.end === end),
      (joint) => {
        const objects = () => reading && objectsFrom(joint.start, part, reading, by);
        const asksOn = askedAbout(slice(said, joint.start, said.words.length)) !== undefined;
        const rest = (asksOn ? objects() : undefined) ?? from(joint.start) ?? objects();
        const verb = () => readVerb(part, rest?.[0], by);
        // "Stop and disable docker": beside a command it is no word to who speaks.
        const first = rest && (reading && !isOnlyAnswer(reading) ? reading : (verb() ?? reading));
        // Behind a mere pause, what is not sure by itself is likelier more of the same wish.
        const isLoose = !joint.isSaid && (first?.unsure || rest?.[0]?.unsure);
        return first && !isLoose ? [first, ...rest] : undefined;
      },
    );
  };
  const objectsFrom = (
    start: number,
    verb: Words,
    first: PhraseReading,
    by: PhraseContext,
  ): readonly PhraseReading[] | undefined => {
    const ends = joints.map(({ end }) => end).filter((end) => end > start);
    return firstOf([said.words.length, ...ends], (end) => {
      const object = readObject(slice(said, start, end), verb, first, by);
      if (!object || end === said.words.length) return object && [object];
      return firstOf(
        joints.filter((joint) => joint.end === end),
        (joint) => {
          const rest = from(joint.start) ?? objectsFrom(joint.start, verb, first, by);
          return rest && [object, ...rest];
        },
      );
    });
  };
  const parts = from(0);
  if (!parts || parts.length < 2 || parts.length > MOST_PARTS || isQuestionBehindYes(parts)) return undefined;
  if (parts.every(({ unsure }) => unsure) || !hasGround(parts, said)) return undefined;
  const whole = together(parts, before, context);
  return whole.intents.length > 1 && !isLimitCutApart(whole.intents) ? whole : undefined;
}

function isOnlyAnswer({ intents }: PhraseReading): boolean {
  return intents.every(({ intent }) => riskOfIntent(intent) === 'dialogue');
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "Test, then switch" is in an order; "boot and switch" is anything, without a rebuild or a setting beside it. */
function hasGround(parts: readonly PhraseReading[], { words }: Words): boolean {
  if (!parts.some(({ onlyBeside }) => onlyBeside)) return true;
  const isApplied = ({ onlyBeside, intents }: PhraseReading) =>
    !onlyBeside && intents.some(({ intent }) => APPLIED.has(intent));
  return (
    parts.some(isApplied) ||
    (parts.every(({ onlyBeside }) => onlyBeside) && words.some((word) => ORDERS.has(word)))
  );
}

const APPLIED = new Set(['rebuild', 'set_option', 'update_system', 'install_package', 'remove_package']);
const ORDERS = new Set(['then', 'first', 'afterwards', 'second']);

/** "Ok, and then what": what only asks on has not said yes. */
function isQuestionBehindYes([first, ...rest]: readonly PhraseReading[]): boolean {
  return (
    first?.intents[0].intent === 'affirm' &&
    rest.some(({ intents }) =>
      intents.some(
        ({ intent, slots }) => intent === 'repeat' || (intent === 'explain' && slots.topic === 'plan'),
      ),
    )
  );
}

/** "Delete the old ones but keep five and the previous one": what belongs to one deletion is no second command. */
function isLimitCutApart(intents: readonly Intent[]): boolean {
  const deletions = intents.filter(({ intent }) => intent === 'delete_generations');
  if (deletions.length === 0) return false;
  const areNumbers = deletions.every(({ slots }) => slots.numbers !== undefined);
  return (
    (deletions.length > 1 && !areNumbers) ||
    intents.some(({ intent, slots }) => intent === 'rollback' && slots.target === 'previous')
  );
}
