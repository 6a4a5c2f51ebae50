import type { HistoryEntry } from '#dialogue/event.ts';
import type { ReadList, Reply } from '#dialogue/reply.ts';
import type { Generation } from '#nix/generation.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayDate } from './say-date.ts';
import { sayList } from './say-list.ts';
import { sayVersion } from './say-version.ts';
import { capitalized, shortened } from './speakable.ts';

type Reading = Extract<Reply, { type: 'list' }>;

/** A list in parts that one can keep in mind; "more" goes on. */
export function sayReading(
  { list, from, count }: Reading,
  verbosity: Verbosity,
  context: PhrasingContext,
): string {
  if (list.items.length === 0) return sayEmpty(list);
  const opening = from === 0 ? `${sayTotal(list)} ` : '';
  const left = list.items.length - from - count;
  const more = left > 0 ? ` Say more for ${left === 1 ? 'the last one' : `the other ${left}`}.` : '';
  const pick =
    left === 0 && list.kind === 'found' && verbosity !== 'brief' ? ` ${sayPick(list.items.length)}` : '';
  return `${opening}${sayEntries(list, from, from + count, verbosity, context)}${more}${pick}`;
}

function sayEmpty(list: ReadList): string {
  switch (list.kind) {
    case 'found':
      return `I found nothing for ${shortened(list.query, 60)}. Try other words.`;
    case 'installed':
      return 'Nothing is installed. Say install, and what you want.';
    case 'generations':
      return 'There are no generations.';
    case 'history':
      return 'Nothing has happened yet.';
  }
}

function sayTotal(list: ReadList): string {
  const { length } = list.items;
  switch (list.kind) {
    case 'found':
      return `${capitalized(sayCount(length, 'package'))} for ${shortened(list.query, 60)}:`;
    case 'installed':
      return `${capitalized(sayCount(length, 'package'))} ${length === 1 ? 'is' : 'are'} installed:`;
    case 'generations':
      return `${capitalized(sayCount(length, 'generation'))}, newest first:`;
    case 'history':
      return 'The last first:';
  }
}

function sayEntries(
  list: ReadList,
  from: number,
  to: number,
  verbosity: Verbosity,
  context: PhrasingContext,
): string {
  switch (list.kind) {
    case 'found':
      return list.items
        .slice(from, to)
        .map(({ attribute, description }) => {
          const name = capitalized(context.names(attribute));
          return verbosity === 'brief' ? `${name}.` : `${name}: ${shortened(description, 90)}.`;
        })
        .join(' ');
    case 'installed':
      return `${sayList(list.items.slice(from, to).map(({ attribute }) => context.names(attribute)))}.`;
    case 'generations':
      return list.items
        .slice(from, to)
        .map((generation) => sayGeneration(generation, verbosity, context))
        .join(' ');
    case 'history':
      return list.items
        .slice(from, to)
        .map((entry) => sayEntry(entry, context))
        .join(' ');
  }
}

function sayGeneration(
  { number, madeAt, current, nixosVersion }: Generation,
  verbosity: Verbosity,
  { now }: PhrasingContext,
): string {
  const release = verbosity === 'detailed' ? `, NixOS ${sayVersion(nixosVersion)}` : '';
  return `${number}, from ${sayDate(madeAt, now)}${release}${current ? ', in use' : ''}.`;
}

function sayEntry({ at, said, outcome }: HistoryEntry, { now }: PhrasingContext): string {
  const ending = {
    done: 'done',
    failed: 'which failed',
    cancelled: 'cancelled',
  }[outcome];
  return `${capitalized(sayDate(at, now))}: ${shortened(said, 80)}, ${ending}.`;
}

function sayPick(count: number): string {
  return count === 1 ? 'Say install it to have it.' : 'Say install, and which one.';
}
