import { readGoalAlone } from './goal-alone.ts';
import { riskOfIntent } from './interpret.ts';
import { readParticle } from './particle.ts';
import { type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

const CLEAR_YES = new Set(['yes', 'yes please', 'yeah', 'yep', 'ok', 'sure', 'yes do it']);

/**
 * One command of several, clear by itself. `leads`: more comes behind it, as in "yes, and install gimp", where the yes
 * answers what is asked.
 */
export function readCommand(part: Words, context: PhraseContext, leads: boolean): PhraseReading | undefined {
  if (part.words.length === 0) return undefined;
  const bare = withoutEdges(part);
  const reading =
    clear(part, context) ??
    (bare === part ? undefined : clear(bare, context)) ??
    readParticle(bare, context) ??
    readGoalAlone(bare);
  // Elsewhere in a longer sentence a yes or no is no answer.
  const mayAnswer =
    leads && context.expectation.state === 'confirming' && CLEAR_YES.has(part.words.join(' '));
  const answers = reading?.intents.some(({ intent }) => intent === 'affirm' || intent === 'deny');
  return answers && !mayAnswer ? undefined : reading;
}

function clear(part: Words, context: PhraseContext): PhraseReading | undefined {
  if (tells(part) && readPhrase(part, context)?.grade !== 3) return undefined;
  const reading = readPart(part, context);
  if (!reading || reading.grade < 3 || reading.tooClose) return undefined;
  return reading.learned && (!isWish(part, reading) || isSeveral(part)) ? undefined : reading;
}

/** "Telegram too, and get rid of skype": what is said of one thing is not learned of another. */
function isSeveral({ words, breaks }: Words): boolean {
  return [...breaks].some((at) => GOES_ON.has(words[at] as string));
}

const GOES_ON = new Set(['and', 'then', 'also', 'plus', 'but']);

/** Said around a part for its place among the others: "first …", "… as well". */
const BEFORE = phrases(
  'first|first of all|then|also|please|now|for that|if so|if not|if there is time|finally|second|next',
);
const BEHIND = phrases(
  'instead|as well|too|also|first|second|afterwards|after that|after|later|meanwhile|please|while you are at it|for me|then|in one go|at once',
);

function withoutEdges(part: Words): Words {
  const { words } = part;
  const before = BEFORE.find(
    (phrase) => phrase.length < words.length && phrase.every((word, at) => words[at] === word),
  );
  if (before) return withoutEdges(slice(part, before.length, words.length));
  const behind = BEHIND.find(
    (phrase) =>
      phrase.length < words.length &&
      phrase.every((word, at) => words[words.length - phrase.length + at] === word),
  );
  return behind ? withoutEdges(slice(part, 0, words.length - behind.length)) : part;
}

function phrases(text: string): readonly (readonly string[])[] {
  return text
    .split('|')
    .map((phrase) => phrase.split(' '))
    .sort((a, b) => b.length - a.length);
}

/** Words of a verb that stands alone: "enable" in "enable and start docker". */
export const MOST_VERB_WORDS = 2;

/** "Enable and start docker": the name is said once, behind the last verb. */
export function readVerb(
  verb: Words,
  next: PhraseReading | undefined,
  context: PhraseContext,
): PhraseReading | undefined {
  if (!next || next.slotWords.length === 0) return undefined;
  const [, second] = verb.words;
  if (second !== undefined && !PARTICLES.has(second)) return undefined;
  return readCommand({ words: [...verb.words, ...next.slotWords], breaks: new Set() }, context, false);
}

/** What may stand behind a verb that waits for its name. */
const PARTICLES = new Set('up down on off out it them again'.split(' '));

const MOST_OBJECT_WORDS = 6;
const POINTERS = new Set(['it', 'them', 'that', 'this']);

const ASKS_ABOUT = ['what about', 'how about', 'what of', 'the same for', 'the same with'].map((phrase) =>
  phrase.split(' '),
);

/** What a part names that only asks on: "is nginx up, and what about redis". */
export function askedAbout(part: Words): Words | undefined {
  const phrase = ASKS_ABOUT.find((words) => words.every((word, at) => part.words[at] === word));
  return phrase && slice(part, phrase.length, part.words.length);
}

/**
 * "Turn on bluetooth and the firewall", "is nginx up, and what about redis": the verb is said once, in front of the first
 * name.
 */
export function readObject(
  part: Words,
  verb: Words,
  first: PhraseReading,
  context: PhraseContext,
): PhraseReading | undefined {
  const object = askedAbout(part) ?? part;
  const { slotWords } = first;
  if (slotWords.length === 0 || object.words.length > MOST_OBJECT_WORDS) return undefined;
  // "Call it falcon and apply it": what points back is no name.
  if (object.words.some((word) => POINTERS.has(word))) return undefined;
  const at = verb.words.findIndex((_, from) =>
    slotWords.every((word, index) => verb.words[from + index] === word),
  );
  if (at < 0) return undefined;
  const words = [...verb.words.slice(0, at), ...object.words, ...verb.words.slice(at + slotWords.length)];
  const reading = clear({ words, breaks: new Set() }, context);
  return reading?.intents[0].intent === first.intents[0].intent ? reading : undefined;
}

/** What is only learned counts beside other parts when it begins as a command or question does, and not as a reason. */
function isWish(part: Words, { intents, score, unsure }: PhraseReading): boolean {
  const risks = intents.map(({ intent }) => riskOfIntent(intent));
  if (unsure && risks.some((risk) => risk === 'risky' || risk === 'irreversible')) return false;
  const { words } = part;
  const asks = ASKS.has(words[0] ?? '') || (score >= SURELY_ASKED && words.length <= MOST_NOUNS);
  if (risks.includes('dialogue') || (risks.includes('look') && !asks)) return false;
  return !tells(part);
}

/** Whether it begins as a reason, or as what somebody tells: "mysql starts by itself". */
function tells({ words: [first = '', second = ''] }: Words): boolean {
  if (TOLD_OF.has(second)) return true;
  return TELLS.has(first) && !((first === 'i' || first === 'we') && WANTS.has(second));
}

const TOLD_OF = new Set('starts comes launches runs keeps loads boots wakes'.split(' '));

/** "Memory and load numbers": what is so surely a look needs no verb. */
const SURELY_ASKED = 0.9;
const MOST_NOUNS = 6;
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
