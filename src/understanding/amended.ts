import { wholeLimit } from './deletion-limit.ts';
import { deletionWords } from './deletion-words.ts';
import { durationIso } from './duration.ts';
import type { Intent, Slots } from './intent.ts';
import { clear, named } from './named-anew.ts';
import { isNegated } from './negations.ts';
import { wordsToNumber } from './numbers.ts';
import { readOptionValue } from './option-value.ts';
import { emptyMemo, type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { rollbackWords } from './rollback-words.ts';
import type { Words } from './words.ts';

const MARKS = new Set(
  'no nope nah uh um oh oops sorry actually wait i mean meant want make it that the then with take use rather but yes yeah ok only just'.split(
    ' ',
  ),
);
const BEHIND = new Set('please instead rather then only i mean meant'.split(' '));
const MOST_WORDS = 12;

/**
 * "No, to lisbon", "make it ten", "rather on the next boot": the open plan with another value, to be planned and asked
 * about afresh. Names of packages and services are answers (`answer.ts`).
 */
export function readAmended({ words }: Words, context: PhraseContext): PhraseReading | undefined {
  const { state, open = [] } = context.expectation;
  if (state !== 'confirming' || words.length > MOST_WORDS) return undefined;
  let from = 0;
  let to = words.length;
  while (from < to && (MARKS.has(words[from] as string) || isNotThat(words, from))) from++;
  while (to > from && BEHIND.has(words[to - 1] as string)) to--;
  // What is said without a word of correction may be anything that the room says.
  const isMarked = from > 0 || to < words.length || words[0] === 'to';
  if (!isMarked || from === to) return undefined;
  const core = words.slice(from, to);
  // "No, not 34" tells what is not meant, and so no value.
  if (isNegated(core)) return undefined;
  const fitting = open.flatMap((command) => {
    const slots = slotsFrom(core, command, context);
    return slots ? [{ command, slots }] : [];
  });
  const [only] = fitting;
  if (!only || fitting.length > 1) return undefined;
  const intents = open.map((one) => (one === only.command ? { intent: one.intent, slots: only.slots } : one));
  return clear(intents as unknown as [Intent, ...Intent[]], core, 'the open plan, corrected');
}

/** "Not that, the last three": what was read back is not meant. */
function isNotThat(words: readonly string[], at: number): boolean {
  return words[at] === 'not' && THAT.has(words[at + 1] ?? '');
}

const THAT = new Set(['that', 'those', 'these', 'this']);

/** All slots of the corrected command; undefined when the words are no value of its kind. */
function slotsFrom(core: readonly string[], command: Intent, context: PhraseContext): Slots | undefined {
  switch (command.intent) {
    case 'set_option':
      return option(core, command, context);
    case 'rebuild': {
      const action = ACTIONS.find(([, words]) =>
        words.has(core.filter((word) => !IN_ACTIONS.has(word)).join(' ')),
      )?.[0];
      return action === undefined ? undefined : { action };
    }
    case 'rollback': {
      const said = core[0] === 'to' ? core.slice(1) : core;
      const slots = rollbackWords({ words: ['to', ...said], breaks: new Set() }, context.readPackage);
      return slots.target === 'previous' && !said.some((word) => PREVIOUS.has(word)) ? undefined : slots;
    }
    case 'delete_generations':
      return limit(core, command, context);
    default:
      return undefined;
  }
}

const PREVIOUS = new Set('previous last before former prior'.split(' '));
const IN_ACTIONS = new Set('only just it to do a for at on the with then and that'.split(' '));

const ACTIONS: readonly (readonly [action: string, words: ReadonlySet<string>])[] = (
  [
    ['dry-run', 'dry run|dry|dry build|simulate|simulation|preview|dry activate'],
    ['build', 'build|build without switching|building|build not switch|no switch'],
    [
      'boot',
      'boot|next boot|next reboot|next restart|next start|after reboot|after next reboot|after restart|next time|when i reboot',
    ],
    ['test', 'test|test run|testing|try|temporarily|now temporarily|until reboot|until next reboot'],
    ['switch', 'switch|switch now|now|right now|immediately|right away|live|activate now'],
  ] as const
).map(([action, words]) => [action, new Set(words.split('|'))]);

/** Another value for the option that is asked about, or another option for the value. */
function option(core: readonly string[], command: Intent, context: PhraseContext): Slots | undefined {
  const known = context.settings.option(String(command.slots.option));
  const said = TO.has(core[0] as string) ? core.slice(1) : core;
  const value = known && said.length > 0 ? readOptionValue(known, said) : undefined;
  if (value !== undefined && typeof value !== 'object') return { option: command.slots.option ?? '', value };
  const other = named(command, { words: core, breaks: new Set() }, context);
  return other?.grade === 3 && other.score >= SURE ? other.intents[0].slots : undefined;
}

const TO = new Set(['to', 'into', 'as']);
const SURE = 0.9;

/** As the question "which ones?" is answered; a bare number is as many of what was said before. */
function limit(core: readonly string[], { slots }: Intent, context: PhraseContext): Slots | undefined {
  const count = wordsToNumber(core);
  if (count !== undefined && count > 0) return counted(count, slots);
  const expectation = {
    ...context.expectation,
    state: 'clarifying',
    pending: ['delete_generations'],
  } as const;
  const reading = readPhrase(
    { words: core, breaks: new Set() },
    { ...context, expectation, memo: emptyMemo() },
  );
  const found =
    reading?.grade === 3 && reading.intents.length === 1 && reading.intents[0].intent === 'delete_generations'
      ? reading.intents[0].slots
      : deletionWords({ words: core, breaks: new Set() });
  const said = slots.older_than === undefined ? core : [...core, 'old'];
  const whole = wholeLimit(said, found);
  return Object.keys(whole).length === 0 ? undefined : whole;
}

function counted(count: number, { keep, older_than }: Slots): Slots {
  if (keep !== undefined) return { keep: count };
  const unit = /^\S+ (hour|day|week|month|year)s?$/.exec(String(older_than ?? ''))?.[1];
  if (unit === undefined) return { numbers: [count] };
  const duration = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return { older_than: duration, iso: durationIso(duration) };
}
