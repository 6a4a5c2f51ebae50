import type { Option } from '#catalogue/option.ts';
import { fitsType } from '#catalogue/option.ts';
import type { Slots, SlotValue } from './intent.ts';
import type { InterpretContext, Reading } from './interpret.ts';
import { NEVER_NAMES } from './look-up-package.ts';
import { NEVER_TOUCHED } from './package-name.ts';
import { areSafeWords } from './safe-text.ts';
import { type NameReading, readOptionName, readServiceNames, saysService } from './setting-name.ts';
import type { Capture } from './spans.ts';
import type { Words } from './words.ts';

const MOST_UNKNOWN_WORDS = 3;

/** Looks up the words of a service; gives its units, or notes in `reading` why there are none. */
export function lookUpService(
  capture: Capture,
  said: Words,
  { settings, readPackage, remembered }: InterpretContext,
  reading: Reading,
): readonly string[] {
  const words = said.words.slice(capture.from, capture.to);
  const found = readServiceNames(words, settings);
  const meant = isExact(found) ? undefined : remembered.meant('service', words, reading.intents[0].intent);
  if (meant !== undefined) return [meant];
  if (found.type === 'names') {
    reading.score = found.score;
    // A program that is only like a service ("start vlc") is not one.
    if (found.score < 1 && !saysService(said.words) && isPackage(words, readPackage)) reading.grade = 0;
    else return found.names;
    return [];
  }
  noteUnclear(found, capture, words, reading);
  // Only what is clearly called a service is one that we do not know: "start the dishwasher" is something else.
  if (found.type === 'unknown' && !saysService(words)) reading.grade = 0;
  return [];
}

/** Looks up the words of an option that can have the value that the sentence gives. */
export function lookUpOption(
  capture: Capture,
  said: Words,
  { settings, remembered }: InterpretContext,
  reading: Reading,
  slots: Record<string, SlotValue>,
): void {
  const words = said.words.slice(capture.from, capture.to);
  const { value } = slots;
  const takes = (option: Option) =>
    value === undefined ? option.type.kind !== 'boolean' : fitsType(value, option.type);
  const found = readOptionName(words, settings, takes);
  const meant = isExact(found) ? undefined : remembered.meant('option', words, reading.intents[0].intent);
  const option = meant === undefined ? undefined : settings.option(meant);
  if (option && takes(option)) {
    slots[capture.slot] = option.path;
    return;
  }
  const [path] = found.type === 'names' ? found.names : [];
  if (path !== undefined && found.type === 'names') {
    reading.score = found.score;
    slots[capture.slot] = path;
  } else {
    noteUnclear(found, capture, words, reading);
    if (found.type === 'unknown') reading.grade = 0;
  }
}

/**
 * What is a daemon is enabled as a service, what is hardware, network or desktop is turned on as an option, when both
 * are called the same. Higher wins.
 */
export function settingRank(intent: string, slots: Slots, { settings }: InterpretContext): number {
  if (intent === 'set_option') {
    const isDaemon = settings.services.some(
      ({ option }) => option === slots.option && isDaemonOption(option),
    );
    return isDaemon ? -1 : 0;
  }
  if (intent !== 'service_enable' && intent !== 'service_disable') return 0;
  const option = settings.service(String(slots.service))?.option;
  const isAlsoOption = option !== undefined && settings.option(option) !== undefined;
  return isAlsoOption && !isDaemonOption(option) ? -1 : 0;
}

function isDaemonOption(path: string): boolean {
  return /^(services|virtualisation)\./.test(path) && path !== 'services.displayManager.enable';
}

function noteUnclear(
  found: NameReading,
  { slot }: Capture,
  words: readonly string[],
  reading: Reading,
): void {
  reading.slot = slot;
  if (found.type === 'candidates') {
    reading.grade = 2;
    reading.candidates = found.candidates;
    return;
  }
  if (found.type !== 'unknown') return;
  reading.heard = found.heard;
  reading.unsafe = !areSafeWords(words) || words.some((word) => NEVER_TOUCHED.has(word));
  const heard = found.heard.split(' ');
  const mayBeName =
    found.heard !== '' &&
    heard.length <= MOST_UNKNOWN_WORDS &&
    !heard.some((word) => NEVER_NAMES.has(word) && word !== 'for');
  reading.grade = !reading.unsafe && mayBeName ? 1 : 0;
}

function isExact(found: NameReading): boolean {
  return found.type === 'names' && found.score === 1;
}

function isPackage(words: readonly string[], readPackage: InterpretContext['readPackage']): boolean {
  const found = readPackage({ words, breaks: new Set() });
  return found.type === 'packages' && found.score === 1;
}
