import type { AnswerContext } from './answer.ts';
import { readOptionValue } from './option-value.ts';
import { type NameReading, readOptionName, readServiceNames } from './setting-name.ts';
import type { Answering } from './understanding.ts';

/** A name by itself has to be said as it is called. */
const SURE = 0.9;
/** Words of a value that may be any text: more are something else that was said. */
const MOST_VALUE_WORDS = 5;

/**
 * What answers a question about a service, an option, its value or a command; and, while a yes is awaited, "no, cups".
 * `words` without what was excluded ("not vim"), `core` without "no", "I mean" and the like.
 */
export function readSettingAnswer(
  words: readonly string[],
  core: readonly string[],
  { expectation, settings, readProgram }: AnswerContext,
): Answering | undefined {
  const { state, pending, missing } = expectation;
  if (state === 'confirming') {
    const isCorrection =
      core.length < words.length && pending.some((intent) => intent.startsWith('service_'));
    const unit = isCorrection ? onlyName(readServiceNames(core, settings)) : undefined;
    return unit === undefined ? undefined : { kind: 'value', slot: 'service', value: unit };
  }
  switch (missing?.slot) {
    case 'service': {
      const unit = onlyName(readServiceNames(core, settings));
      return unit === undefined ? undefined : { kind: 'value', slot: 'service', value: unit };
    }
    case 'option': {
      const path = onlyName(readOptionName(core, settings, () => true));
      return path === undefined ? undefined : { kind: 'value', slot: 'option', value: path };
    }
    case 'value': {
      const option = settings.option(String(missing.slots.option));
      const said = ['to', 'make'].includes(words[0] as string) ? words.slice(1) : words;
      if (!option || said.length > MOST_VALUE_WORDS) return undefined;
      const value = readOptionValue(option, said) ?? readOptionValue(option, core);
      return value === undefined || typeof value === 'object'
        ? undefined
        : { kind: 'value', slot: 'value', value };
    }
    case 'program': {
      const program = readProgram(core);
      return program === undefined ? undefined : { kind: 'value', slot: 'program', value: program };
    }
    default:
      return undefined;
  }
}

function onlyName(found: NameReading): string | undefined {
  return found.type === 'names' && found.score >= SURE && found.names.length === 1
    ? found.names[0]
    : undefined;
}
