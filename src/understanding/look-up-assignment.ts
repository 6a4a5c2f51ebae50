import type { Option } from '#catalogue/option.ts';
import type { SlotValue } from './intent.ts';
import type { InterpretContext, Reading } from './interpret.ts';
import { readOptionValue } from './option-value.ts';
import { readOptionName } from './setting-name.ts';
import type { Capture } from './spans.ts';
import type { Words } from './words.ts';

/** A name that is surely meant. */
const SURE_SCORE = 0.93;
/** Between an option and its value, the longest first. */
const ASSIGNS = wordsOfEach(
  'to be|should be|must be|has to be|needs to be|over to|back to|up to|down to|to|at|as|equals|is|into',
);
/** Between a value and its option. */
const ASSIGNED_TO = wordsOfEach('as the value of|for|as|to|under');
/** Signs of the shell and of Nix by their names: no value has them. */
const SIGNS = new Set(
  'semicolon pipe backslash backtick dollar ampersand redirect brace bracket quote sudo'.split(' '),
);

/** "the time zone to berlin", "german for the keyboard": an option and its value, however many words each has. */
export function lookUpAssignment(
  capture: Capture,
  said: Words,
  { settings }: InterpretContext,
  reading: Reading,
  slots: Record<string, SlotValue>,
): void {
  const words = said.words.slice(capture.from, capture.to);
  const best = words.some((word, at) => SIGNS.has(word) && !isFeature(word, words[at + 1]))
    ? undefined
    : (assignment(splitAt(words, ASSIGNS), settings) ??
      assignment(
        splitAt(words, ASSIGNED_TO).map(([value, option]) => [option, value]),
        settings,
      ));
  if (!best) {
    reading.grade = 0;
    return;
  }
  reading.score = best.score;
  slots.option = best.option.path;
  slots.value = best.value;
}

/** "Pipe operators" are a feature of Nix. */
function isFeature(word: string, next: string | undefined): boolean {
  return word === 'pipe' && next === 'operators';
}

/** Whatever is said could be its value, so that it has to be called by its name. */
function takesAnyName({ type }: Option): boolean {
  return type.kind === 'text' && type.said === 'host name';
}

type Split = readonly [before: readonly string[], after: readonly string[]];

/** All ways to part the words at one of the joints; of joints that begin alike only the longest. */
function splitAt(words: readonly string[], joints: readonly (readonly string[])[]): readonly Split[] {
  return words.flatMap((_, at): readonly Split[] => {
    const joint =
      at > 0 && joints.find((phrase) => phrase.every((word, offset) => words[at + offset] === word));
    return joint ? [[words.slice(0, at), words.slice(at + joint.length)]] : [];
  });
}

function assignment(
  parts: readonly Split[],
  settings: InterpretContext['settings'],
): { option: Option; value: SlotValue; score: number } | undefined {
  let best: { option: Option; value: SlotValue; score: number } | undefined;
  for (const [name, said] of parts) {
    const found = readOptionName(name, settings, () => true);
    const option = found.type === 'names' ? settings.option(found.names[0] as string) : undefined;
    const value = option && readOptionValue(option, said);
    const score = found.type === 'names' ? found.score : 0;
    const least = option && takesAnyName(option) ? SURE_SCORE : 0;
    if (option && value !== undefined && score > Math.max(best?.score ?? 0, least))
      best = { option, value, score };
  }
  return best;
}

function wordsOfEach(phrases: string): readonly (readonly string[])[] {
  return phrases.split('|').map((phrase) => phrase.split(' '));
}
