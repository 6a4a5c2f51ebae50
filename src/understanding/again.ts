import { forTheSame } from './for-whom.ts';
import type { Intent, Reference } from './intent.ts';
import { clear, named, nameSlot } from './named-anew.ts';
import { ordinalOf } from './numbers.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import { together } from './plan-parts.ts';
import { slice, type Words } from './words.ts';

/** How a person asks for the same with another name; `says`: the words leave no doubt that this is what is asked. */
interface Form {
  pattern: RegExp;
  says: boolean;
  /** Not while a plan is open: there it may just as well correct it, or be a question. */
  idleOnly?: boolean;
  /** Not for what may be any words. */
  onlyNames?: boolean;
}

const SAME =
  '(?:exactly |just |the |that |this )*(?:same|ditto|likewise)(?: thing| again| one| procedure| treatment| command)*';
const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(
      `^(?:and |do |run |apply )*${SAME} (?:with|for|to|on|goes for|about|as for) (.+)$`,
      'd',
    ),
    says: true,
  },
  {
    pattern: /^(?:do|repeat|run|try) (?:it|that|this)(?: again| as well| too)? (?:with|for) (.+)$/d,
    says: true,
  },
  { pattern: /^(?:again|once more|one more time|and again) (?:with|for) (.+)$/d, says: true },
  { pattern: /^ditto (.+)$/d, says: true },
  { pattern: new RegExp(`^(.+?) (?:${SAME})$`, 'd'), says: true },
  { pattern: /^(?:and |also |plus )*(.+?) (?:too|also|as well|in addition|on top)$/d, says: false },
  { pattern: /^(?:and also|and|also|plus|as well as|additionally|another one) (.+)$/d, says: false },
  { pattern: /^(?:and )?(?:now|then|next)(?: comes| up| on to| for)? (.+)$/d, says: false, idleOnly: true },
  { pattern: /^(?:and )?(?:what|how) about (.+)$/d, says: false, idleOnly: true },
  // Heard so for "too".
  { pattern: /^(?:and |also )*(.+?) to$/d, says: false, onlyNames: true },
];

const BEFORE = /^(?:(?:ok|oh|um|uh|well|right|alright|please|so|good|great|thanks|thank you) )+/;
const BEHIND =
  /(?: (?:please|thanks|thank you|while you are at it|if you can|for me|right away|now|next|then))+$/;
const YES =
  /^(?:yes|yes please|yeah|yep|ok|sure|yes do it) (?=and |also |plus |\S+ .*(?:too|also|as well)$|.*\bsame\b)/;
const MOST_WORDS = 8;
const NO_NAMES = new Set(
  'not no never nothing without instead if me you him her us them it that this what why how who more'.split(
    ' ',
  ),
);

export type Again = { type: 'reading'; reading: PhraseReading } | { type: 'nothing-before' };

/**
 * "Grafana too", "the same for postgres": what was asked for last, with another name of the same kind. While a yes is
 * awaited it adds to the open plan, and behind a yes it is asked about afterwards.
 */
export function readAgain(said: Words, context: PhraseContext): Again | undefined {
  const { state, open = [], last = [] } = context.expectation;
  const isConfirming = state === 'confirming';
  if (!isConfirming && !RESTING.has(state)) return undefined;
  const text = said.words.join(' ');
  const yes = isConfirming ? (YES.exec(text)?.[0] ?? '') : '';
  const before = yes || (BEFORE.exec(text)?.[0] ?? '');
  const asked = text.slice(before.length).replace(BEHIND, '');
  const all = isConfirming ? open : last;
  for (const { pattern, says, idleOnly = false, onlyNames = false } of FORMS) {
    const [start, end] = pattern.exec(asked)?.indices?.[1] ?? [];
    if (start === undefined || (idleOnly && isConfirming)) continue;
    const from = wordCount(before) + wordCount(asked.slice(0, start));
    const words = slice(said, from, from + wordCount(asked.slice(start, end)));
    if (words.words.length > MOST_WORDS || words.words.some((word) => NO_NAMES.has(word))) continue;
    const commands = onlyNames ? all.filter(({ slots }) => slots.package ?? slots.service) : all;
    const reading = withAnother(commands, words, says && !isConfirming, context);
    if (reading && isConfirming) return added(reading, open, yes !== '');
    if (reading) return { type: 'reading', reading };
    if (!commands.some((command) => nameSlot(command) !== undefined) && (says || isName(words, context)))
      return { type: 'nothing-before' };
  }
  return undefined;
}

function isName({ words }: Words, { readPackage }: PhraseContext): boolean {
  return readPackage({ words, breaks: new Set() }).type === 'packages';
}

const RESTING = new Set(['idle', 'running', 'speaking']);

function wordCount(text: string): number {
  return text.split(' ').filter((word) => word !== '').length;
}

/** The last command that can be given this name; with it those that were for the same ("enable and start"). */
function withAnother(
  commands: readonly Intent[],
  words: Words,
  mayAskBack: boolean,
  context: PhraseContext,
): PhraseReading | undefined {
  let unclear: PhraseReading | undefined;
  for (const command of commands.toReversed()) {
    const slot = nameSlot(command);
    if (slot === undefined) continue;
    const found = pointed(command, slot, words, context) ?? named(command, words, context);
    const reading = found && { ...found, intents: forTheSame(found.intents, command) };
    if (reading?.grade === 3) return alike(command, slot, commands, reading);
    if (reading?.grade === 2 || (reading?.grade === 1 && mayAskBack)) unclear ??= reading;
  }
  return unclear;
}

function alike(
  command: Intent,
  slot: string,
  commands: readonly Intent[],
  reading: PhraseReading,
): PhraseReading {
  const verbs = commands.filter(
    ({ slots }) => slots[slot] === command.slots[slot] && slots[slot] !== undefined,
  );
  if (verbs.length < 2) return reading;
  const intents = reading.intents.flatMap((one) => verbs.map(({ intent }) => ({ ...one, intent })));
  return { ...reading, intents: intents as unknown as PhraseReading['intents'] };
}

/** "The second one too", after a list. */
function pointed(
  { intent }: Intent,
  slot: string,
  { words }: Words,
  { expectation }: PhraseContext,
): PhraseReading | undefined {
  if (expectation.candidates.length === 0 || (slot !== 'package' && slot !== 'service')) return undefined;
  const core = words.filter((word) => word !== 'the' && word !== 'one' && word !== 'number');
  const reference = referenceOf(core);
  return reference && clear({ intent, slots: {}, references: { [slot]: reference } }, words);
}

function referenceOf(core: readonly string[]): Reference | undefined {
  if (core.join(' ') === 'other') return { kind: 'other' };
  const position = core.join(' ') === 'last' ? -1 : ordinalOf(core);
  return position === undefined ? undefined : { kind: 'position', position };
}

/** With a yes in front the open plan is released, else it grows. What is in it already adds nothing. */
function added(reading: PhraseReading, open: readonly Intent[], isReleased: boolean): Again | undefined {
  if (reading.grade < 3) return undefined;
  const isOpen = (one: Intent) =>
    open.some(
      ({ intent, slots }) => intent === one.intent && JSON.stringify(slots) === JSON.stringify(one.slots),
    );
  const more = reading.intents.filter((one) => one.references !== undefined || !isOpen(one));
  if (more.length === 0) return undefined;
  // One cannot go back to two generations.
  const kept = open.filter(
    ({ intent }) => intent !== 'rollback' || !more.some((one) => one.intent === intent),
  );
  const intents = isReleased ? [{ intent: 'affirm', slots: {} }, ...more] : together([...kept, ...more]);
  return {
    type: 'reading',
    reading: { ...reading, intents: intents as unknown as PhraseReading['intents'] },
  };
}
