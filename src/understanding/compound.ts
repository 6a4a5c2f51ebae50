import type { Intent } from './intent.ts';
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

/** Several commands in one sentence, each understood by itself; undefined when one is not. Longest parts first. */
export function readCompound(said: Words, context: PhraseContext): PhraseReading | undefined {
  const joints = jointsOf(said);
  if (joints.length === 0 || joints.length > MOST_JOINTS) return undefined;
  const dead = new Set<number>();
  const from = (start: number): readonly PhraseReading[] | undefined => {
    if (dead.has(start)) return undefined;
    const ends = [
      said.words.length,
      ...joints
        .map(({ end }) => end)
        .filter((end) => end > start)
        .reverse(),
    ];
    for (const end of new Set(ends)) {
      const part = slice(said, start, end);
      const reading = readCommand(part, context, start === 0 && end < said.words.length);
      if (end === said.words.length && reading) return [reading];
      for (const joint of joints.filter((candidate) => candidate.end === end)) {
        const rest = reading || part.words.length <= MOST_VERB_WORDS ? from(joint.start) : undefined;
        const first = rest && (reading ?? readVerb(part, rest[0], context));
        if (rest && first) return [first, ...rest];
      }
    }
    dead.add(start);
    return undefined;
  };
  const parts = from(0);
  if (!parts || parts.length < 2 || parts.length > MOST_PARTS || isQuestionBehindYes(parts)) return undefined;
  if (parts.every(({ unsure }) => unsure)) return undefined;
  return together(parts);
}

function jointsOf({ words, breaks }: Words): Joint[] {
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
    intents: intents as [Intent, ...Intent[]],
    literals: parts.reduce((sum, part) => sum + part.literals, 0),
    freeWords: parts.reduce((sum, part) => sum + part.freeWords, 0),
    score: Math.min(...parts.map((part) => part.score)),
    how: parts.map((part) => part.how).join(' + '),
    slotWords: last.slotWords,
    situated: false,
    rank: 0,
  };
}

function resolved(intent: Intent, before: readonly Intent[]): Intent {
  for (const slot of ['package', 'service']) {
    if (intent.references?.[slot]?.kind !== 'it') continue;
    const named = before.findLast(({ slots }) => slots[slot] !== undefined)?.slots[slot];
    if (named !== undefined) return { intent: intent.intent, slots: { ...intent.slots, [slot]: named } };
  }
  return intent;
}
