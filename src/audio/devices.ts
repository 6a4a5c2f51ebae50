/** A microphone or loudspeaker of this machine, as its sound system tells of it. */
export interface Device {
  /** What the sound system calls it; what a recorder is given. */
  readonly id: string;
  /** As people say it: "Built-in microphone", "Blue Yeti". */
  readonly name: string;
  readonly isDefault: boolean;
}

export type Choice<Found extends Device> =
  | { type: 'one'; device: Found }
  | { type: 'several'; devices: readonly Found[] }
  | { type: 'none' };

/** Words that tell no device from another, unless nothing else was said. */
const FILLERS = new Set([
  'the',
  'my',
  'a',
  'an',
  'use',
  'number',
  'device',
  'microphone',
  'mic',
  'speaker',
  'loudspeaker',
]);

/**
 * Which of `devices` is meant by an exact id, a number as listed (from 1), or a part of a name: case and punctuation
 * do not matter, words come in any order. The stricter reading wins: a whole name over whole words over parts of words.
 */
export function chooseDevice<Found extends Device>(devices: readonly Found[], choice: string): Choice<Found> {
  const exact = devices.find(({ id }) => id === choice.trim());
  if (exact) return { type: 'one', device: exact };
  const said = wordsOf(choice);
  const telling = said.filter((word) => !FILLERS.has(word));
  const numbered = numberedBy(telling, devices);
  if (numbered) return { type: 'one', device: numbered };

  for (const words of telling.length > 0 ? [said, telling] : [said]) {
    for (const fits of [isWholeName, hasWords, hasParts]) {
      const found = devices.filter(({ name }) => words.length > 0 && fits(wordsOf(name), words));
      const [first, second] = found;
      if (first && second) return { type: 'several', devices: found };
      if (first) return { type: 'one', device: first };
    }
  }
  return { type: 'none' };
}

/** "1. Blue Yeti; 2. Built-in microphone": for messages. */
export function listed(devices: readonly Device[]): string {
  return devices.map(({ name }, at) => `${at + 1}. ${name}`).join('; ');
}

function numberedBy<Found extends Device>(words: readonly string[], devices: readonly Found[]) {
  const [only, ...more] = words;
  return only !== undefined && more.length === 0 && /^\d+$/.test(only)
    ? devices[Number(only) - 1]
    : undefined;
}

function isWholeName(name: readonly string[], words: readonly string[]): boolean {
  return name.join('') === words.join('');
}

function hasWords(name: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => name.includes(word));
}

/** Joined, so that "snow ball" is found in "Blue Snowball" and "head set" in "Headset". */
function hasParts(name: readonly string[], words: readonly string[]): boolean {
  // "0" is no part of "C920" that anybody means.
  if (words.every((word) => /^\d+$/.test(word))) return false;
  const joined = name.join('');
  return joined.includes(words.join('')) || words.every((word) => joined.includes(word));
}

/** Lower case, without accents and punctuation. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  return plain.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}
