import type { Intent } from './intent.ts';
import { clear } from './named-anew.ts';
import { partsMeant } from './part-meant.ts';
import type { PhraseContext, PhraseReading } from './phrase.ts';
import type { Words } from './words.ts';

const BEFORE =
  /^(?:(?:yes|yeah|yep|ok|sure|no|nope|well|right|alright|fine|actually|but|and|please|then|so|um|uh|oh|wait|hmm|i mean|maybe|rather|let us|can you|could you|would you|i think|in that case) )+/;
const BEHIND =
  /(?: (?:please|thanks|thank you|then|instead|for now|this time|today|now|at least|first|yet|out of it|from it|there|for me))+$/;

/** Words that keep a part of what was asked for, and let the rest go. */
const KEEPS: readonly RegExp[] = [
  /^(?:do |run |take |use |go with |carry out |i want |i need |i would like |i meant |make it )*(?:only|just|nothing but|merely|simply)(?: do| run| take| use| go with| carry out| want| need| meant)* (.+)$/,
  /^i (?:only|just) (?:want|need|meant|wanted|asked for)(?: to)? (.+)$/,
  /^(.+?) (?:only|alone|is enough|will do|and nothing (?:else|more)|and that is (?:it|all)|and not the (?:rest|others?|other one)|but not the (?:rest|others?|other one)|without the (?:rest|others?|other one))$/,
  /^(?:stick to|leave it at) (.+)$/,
];

/** Words that let a part go. */
const DROPS: readonly RegExp[] = [
  /^(?:skip|leave out|leave away|leave off|omit|forget|forget about|ignore|exclude|scrap|lose|drop|without|not|except|except for|minus|need for|there is no need for|never mind|hold off on|everything but|everything except|all but|all except|do it without|do everything but|take out|no|don't do|do not do|don't|do not|i don't want|i do not want|i don't need|i do not need|you can skip|you may skip|you can leave out) (.+)$/,
  /^(?:leave|take|keep) (.+?) (?:out|away|off|aside)$/,
  /^(.+?) not$/,
];

/** Keeping a thing means to let go of its removal, and of nothing but that. */
const KEEPS_THING: readonly RegExp[] = [
  /^(?:only |just )?(?:keep|leave|spare|hold on to|don't touch|do not touch|retain)(?: only| just)? (.+?)(?: alone| as it is| running| on| in| installed| here)?$/,
];
const TAKES_AWAY = new Set([
  'remove_package',
  'delete_generations',
  'collect_garbage',
  'service_stop',
  'service_disable',
]);

/** What may be said of a refused sentence as a whole: its harmless rest is wanted. */
const HARMLESS =
  /^(?:(?:only|just|do|do only|do just|take|then) )*(?:the )?(?:harmless|safe|good|allowed|other|ok|first harmless|sensible) (?:part|parts|bit|one|thing|half|command)$|^(?:skip|leave out|forget|without|drop|leave|ignore) (?:the |that )?(?:rest|bad part|dangerous part|dangerous bit|last part|other part|other bit|part|that)(?: out)?$|^(?:then |do it )?without (?:that|it|this)$/;

/**
 * "Skip the second part", "only the first", "just git then": what is left of the open plan, or of a sentence that was
 * refused, as commands to be planned and asked about afresh. When nothing is left, that is a no.
 */
export function readParts({ words, breaks }: Words, context: PhraseContext): PhraseReading | undefined {
  const { state, open = [], refused = [] } = context.expectation;
  if (words.length > MOST_WORDS) return undefined;
  const isConfirming = state === 'confirming';
  const commands = (isConfirming ? open : refused).flatMap(apart);
  if (commands.length === 0) return undefined;
  const text = words.join(' ').replace(BEFORE, '');
  const asked = text.replace(BEHIND, '');
  if (!isConfirming && HARMLESS.test(asked)) return left(commands, words);
  // "No cleanup" wants none; "no, cleanup" wants it.
  const unwanted = NO_PART.exec(words.join(' '))?.[1];
  const none =
    unwanted !== undefined && breaks.size === 0 && partsMeant(unwanted.split(' '), commands, context);
  if (none && isConfirming)
    return left(
      commands.filter((command) => !none.has(command)),
      words,
    );
  // "Only the first" ends in a word that elsewhere only trails.
  const kept = meant(KEEPS, [text, asked], commands, context);
  if (kept)
    return left(
      commands.filter((command) => kept.has(command)),
      words,
    );
  const thing = meant(KEEPS_THING, [text, asked], commands, context);
  const stays = thing && [...thing].every(({ intent }) => TAKES_AWAY.has(intent));
  if (thing && !stays)
    return left(
      commands.filter((command) => thing.has(command)),
      words,
    );
  const dropped = thing ?? meant(DROPS, [text, asked], commands, context);
  return (
    dropped &&
    left(
      commands.filter((command) => !dropped.has(command)),
      words,
    )
  );
}

const MOST_WORDS = 14;
const NO_PART = /^(?:(?:and|but|yes but|ok but|ok|yes) )?no (.+?)(?: please| thanks)?$/;

function meant(
  forms: readonly RegExp[],
  texts: readonly string[],
  commands: readonly Intent[],
  context: PhraseContext,
): ReadonlySet<Intent> | undefined {
  for (const text of new Set(texts)) {
    for (const form of forms) {
      const part = form.exec(text)?.[1];
      const found = part === undefined ? undefined : partsMeant(part.split(' '), commands, context);
      if (found) return found;
    }
  }
  return undefined;
}

function left(commands: readonly Intent[], words: readonly string[]): PhraseReading {
  const [first, ...more] = together(commands);
  const intents = first ? ([first, ...more] as const) : ([{ intent: 'deny', slots: {} }] as const);
  return clear(intents, words, 'parts of what was asked for');
}

/** Of several generations that go, each is a part. */
function apart(command: Intent): readonly Intent[] {
  const { numbers } = command.slots;
  if (!Array.isArray(numbers) || numbers.length < 2) return [command];
  return numbers.map((number) => ({ ...command, slots: { numbers: [number] } }));
}

/** Generations that go, said apart, go at once. */
export function together(commands: readonly Intent[]): readonly Intent[] {
  const numbers = commands.flatMap(numbersOf);
  const first = commands.findIndex((command) => numbersOf(command).length > 0);
  return commands.flatMap((command, at) => {
    if (numbersOf(command).length === 0) return [command];
    return at === first
      ? [{ ...command, slots: { numbers: [...new Set(numbers)].sort((a, b) => a - b) } }]
      : [];
  });
}

function numbersOf({ intent, slots }: Intent): readonly number[] {
  return intent === 'delete_generations' && Array.isArray(slots.numbers) ? slots.numbers : [];
}
