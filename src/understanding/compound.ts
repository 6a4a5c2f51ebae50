import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { type PhraseContext, type PhraseReading, readPart } from './phrase.ts';
import { slice, type Words } from './words.ts';

const CONNECTORS: readonly (readonly string[])[] = [
  ['and', 'after', 'that'],
  ['and', 'after'],
  ['and', 'then'],
  // "And then" is often heard so; each part must make sense by itself all the same.
  ['and', 'the'],
  ['and', 'this'],
  ['and', 'that'],
  ['and', 'also'],
  ['and', 'afterwards'],
  ['and', 'later'],
  ['and', 'finally'],
  ['and', 'next'],
  ['and', 'if', 'so'],
  ['afterwards'],
  ['finally'],
  ['as', 'well', 'as'],
  ['followed', 'by'],
  ['after', 'that'],
  ['then'],
  ['and'],
  ['plus'],
  ['also'],
];
const CLEAR_YES = new Set(['yes', 'yes please', 'yeah', 'yep', 'ok', 'sure', 'yes do it']);
const MOST_JOINTS = 10;
const MOST_PARTS = 6;

/** Where a sentence can be cut: the left part ends at `end`, the right one starts at `start`. */
interface Joint {
  end: number;
  start: number;
}

/**
 * Several commands in one sentence, each understood by itself; undefined when one is not. What templates know is taken
 * as long as can be ("git and vim" is one list), what is only learned as short as can be.
 */
export function readCompound(said: Words, context: PhraseContext): PhraseReading | undefined {
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
        const rest = from(joint.start);
        const first = rest && (reading ?? readVerb(part, rest[0], by));
        return first && [first, ...rest];
      },
    );
  };
  const parts = from(0);
  if (!parts || parts.length < 2 || parts.length > MOST_PARTS || isQuestionBehindYes(parts)) return undefined;
  if (parts.every(({ unsure }) => unsure)) return undefined;
  const whole = together(parts);
  return whole.intents.length > 1 ? whole : undefined;
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

/** Where a sentence may go on with something else. */
export function jointsOf({ words, breaks }: Words): Joint[] {
  const joints: Joint[] = [];
  for (let at = 1; at < words.length; at++) {
    const connector = CONNECTORS.find((phrase) => phrase.every((word, index) => words[at + index] === word));
    const start = at + (connector?.length ?? 0);
    if (connector && start < words.length) joints.push({ end: at, start });
    else if (breaks.has(at)) joints.push({ end: at, start: at });
    if (connector) at += connector.length - 1;
  }
  return joints;
}

/** `leads`: more comes behind it. "Yes, and install gimp": the yes answers what is asked. */
function readCommand(part: Words, context: PhraseContext, leads: boolean): PhraseReading | undefined {
  if (part.words.length === 0) return undefined;
  const reading = readPart(part, context);
  if (!reading || reading.grade < 3 || reading.tooClose) return undefined;
  if (reading.learned && !isWish(part, reading)) return undefined;
  // Elsewhere in a longer sentence a yes or no is no answer.
  const mayAnswer =
    leads && context.expectation.state === 'confirming' && CLEAR_YES.has(part.words.join(' '));
  const answers = reading.intents.some(({ intent }) => intent === 'affirm' || intent === 'deny');
  return answers && !mayAnswer ? undefined : reading;
}

/** "Enable and start docker": the name is said once, behind the last verb. */
const MOST_VERB_WORDS = 2;

function readVerb(
  verb: Words,
  next: PhraseReading | undefined,
  context: PhraseContext,
): PhraseReading | undefined {
  if (!next || next.slotWords.length === 0) return undefined;
  const words = [...verb.words, ...next.slotWords];
  return readCommand({ words, breaks: new Set() }, context, false);
}

/** What is only learned counts beside other parts when it begins as a command or question does, and not as a reason. */
function isWish({ words }: Words, { intents }: PhraseReading): boolean {
  const risks = intents.map(({ intent }) => riskOfIntent(intent));
  const [first = '', second = ''] = words;
  if (risks.includes('dialogue') || (risks.includes('look') && !ASKS.has(first))) return false;
  return !TELLS.has(first) || ((first === 'i' || first === 'we') && WANTS.has(second));
}

const TELLS = new Set(
  'i we my our your it he she they the there this that these everything nothing something some somebody everyone a an since because ever so thanks sorry oops not no in with for like of but if when while as to newest one'.split(
    ' ',
  ),
);
const ASKS = new Set(
  'show tell list read check see give find search look explain how what which who why is are do does did can could would will let say describe name print display any also whether if try run have test verify optimise optimize deduplicate build dry compare diff'.split(
    ' ',
  ),
);
const WANTS = new Set(['want', 'need', 'would', 'could', 'should']);

/** "Ok, and then what": what only asks on has not said yes. */
function isQuestionBehindYes([first, ...rest]: readonly PhraseReading[]): boolean {
  return (
    first?.intents[0].intent === 'affirm' &&
    rest.some(({ intents }) =>
      intents.some(({ intent, slots }) => intent === 'repeat' || (intent === 'explain' && slots.topic === 'plan')),
    )
  );
}

/** One reading of all parts; "it" means the package or service named before. */
function together(parts: readonly PhraseReading[]): PhraseReading {
  const intents: Intent[] = [];
  for (const part of parts) {
    for (const intent of part.intents) intents.push(resolved(intent, intents));
  }
  const last = parts.at(-1) as PhraseReading;
  return {
    grade: 3,
    intents: saidOnce(intents, parts) as unknown as [Intent, ...Intent[]],
    literals: parts.reduce((sum, part) => sum + part.literals, 0),
    freeWords: parts.reduce((sum, part) => sum + part.freeWords, 0),
    score: Math.min(...parts.map((part) => part.score)),
    how: parts.map((part) => part.how).join(' + '),
    slotWords: last.slotWords,
    situated: false,
    rank: 0,
  };
}

/** What is learned of two parts is often one wish said twice: of two alike the one that tells more is kept. */
function saidOnce(intents: readonly Intent[], parts: readonly PhraseReading[]): readonly Intent[] {
  const isGuessed = parts.some(({ learned }) => learned);
  return intents.filter((one, at) =>
    isGuessed
      ? !intents.some(
          (other, otherAt) =>
            otherAt !== at && includes(other, one) && (otherAt < at || !includes(one, other)),
        )
      : intents.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
}

/** Whether `wide` says all that `narrow` says of the same wish. */
function includes(wide: Intent, narrow: Intent): boolean {
  return (
    wide.intent === narrow.intent &&
    Object.entries(narrow.slots).every(
      ([slot, value]) => USUAL.has(value) || JSON.stringify(wide.slots[slot]) === JSON.stringify(value),
    )
  );
}

/** What is meant when nothing is said. */
const USUAL: ReadonlySet<unknown> = new Set(['previous', 'current']);

function resolved(intent: Intent, before: readonly Intent[]): Intent {
  for (const slot of ['package', 'service']) {
    if (intent.references?.[slot]?.kind !== 'it') continue;
    const named = before.findLast(({ slots }) => slots[slot] !== undefined)?.slots[slot];
    if (named !== undefined) return { intent: intent.intent, slots: { ...intent.slots, [slot]: named } };
  }
  return intent;
}
