import type { Answer } from '#nix/answer.ts';
import type { Verbosity } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayFirst } from './say-list.ts';
import { saySize } from './say-size.ts';
import { capitalized } from './speakable.ts';

type Of<Type extends Answer['type']> = Extract<Answer, { type: Type }>;

/** What the store holds and whether it is whole. */
export function sayStore(
  answer: Of<'disk-usage'> | Of<'verified'> | Of<'optimised'>,
  verbosity: Verbosity,
): string {
  switch (answer.type) {
    case 'disk-usage': {
      const { totalBytes, freeBytes, storeBytes, deadBytes, generations } = answer;
      const has = sayCount(generations, 'generation');
      const sentences = [
        `${capitalized(saySize(freeBytes))} of ${saySize(totalBytes)} are free.`,
        storeBytes === undefined
          ? `There ${generations === 1 ? 'is' : 'are'} ${has}; nobody tells how large the store is.`
          : `The store takes ${saySize(storeBytes)}, with ${has}.`,
      ];
      if (deadBytes === undefined)
        sentences.push('Nobody tells how much of it is garbage. To hear why, type: ask-nix doctor.');
      else if (deadBytes > 0) {
        sentences.push(`${capitalized(saySize(deadBytes))} of it is garbage.`);
        if (verbosity !== 'brief') sentences.push('Say collect garbage to free that.');
      }
      return sentences.join(' ');
    }
    case 'verified': {
      const { paths, damaged } = answer;
      if (damaged.length === 0) return `${capitalized(sayCount(paths, 'store path'))} checked, all whole.`;
      const what = `${sayCount(damaged.length, 'store path')} of ${paths} ${damaged.length === 1 ? 'is' : 'are'}`;
      return `${capitalized(what)} damaged: ${sayFirst([...new Set(damaged)], 4)}. Say repair the system.`;
    }
    case 'optimised':
      return answer.savedBytes > 0
        ? `The store is optimised. That saved ${saySize(answer.savedBytes)}.`
        : 'The store was optimal already.';
  }
}
