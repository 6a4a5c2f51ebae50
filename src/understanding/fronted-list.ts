import { slice, type Words } from './words.ts';

/** What stands for all that was named in front; longest first. */
const ALL =
  'both of them|all of them|all two|all three|all four|all five|them both|them all|the lot|both|them|all'
    .split('|')
    .map((phrase) => phrase.split(' '));
const MOST_LISTED = 8;

/** "Bluetooth and flatpak, turn both on" with the names where "both" is: "turn bluetooth and flatpak on". */
export function listInPlace(said: Words): Words | undefined {
  const { words, breaks } = said;
  const end = Math.max(0, ...breaks);
  if (end < 2 || end > MOST_LISTED) return undefined;
  for (let from = end; from < words.length; from++) {
    const pointer = ALL.find((phrase) => phrase.every((word, index) => words[from + index] === word));
    if (!pointer) continue;
    const list = slice(said, 0, end);
    const before = words.slice(end, from);
    return {
      words: [...before, ...list.words, ...words.slice(from + pointer.length)],
      breaks: new Set([...list.breaks].map((at) => at + before.length)),
    };
  }
  return undefined;
}
