import type { HistoryEntry } from '#dialogue/event.ts';
import type { ReadList, Reply } from '#dialogue/reply.ts';
import type { InstalledPackage } from '#nix/answer.ts';
import type { Generation } from '#nix/generation.ts';
import type { PhrasingContext, Verbosity } from './phrase.ts';
import { sayCount } from './say-count.ts';
import { sayDate, sayTime } from './say-date.ts';
import { sayList } from './say-list.ts';
import { sayNamed } from './say-named.ts';
import { sayVersion } from './say-version.ts';
import { asSentence, capitalized, shortened } from './speakable.ts';

type Reading = Extract<Reply, { type: 'list' }>;

/** A list in parts that one can keep in mind; "more" goes on. */
export function sayReading(
  { list, from, count }: Reading,
  verbosity: Verbosity,
  context: PhrasingContext,
): string {
  if (list.items.length === 0) return sayEmpty(list, context);
  const opening = from === 0 ? `${sayTotal(list, context)} ` : '';
  const left = list.items.length - from - count;
  const more = left > 0 ? ` Say more for ${left === 1 ? 'the last one' : `the other ${left}`}.` : '';
  const pick = left === 0 && verbosity !== 'brief' ? sayPick(list) : '';
  return `${opening}${sayEntries(list, from, from + count, verbosity, context)}${more}${pick}`;
}

function sayEmpty(list: ReadList, { serviceName }: PhrasingContext): string {
  switch (list.kind) {
    case 'found':
      return `I found nothing for ${shortened(list.query, 60)}. Try other words.`;
    case 'installed':
      return 'Nothing is installed. Say install, and what you want.';
    case 'generations':
      return 'There are no generations.';
    case 'history':
      return 'Nothing has happened yet.';
    case 'log':
      return `${capitalized(serviceName(list.service))} has written nothing.`;
    case 'names':
      return 'I remember no names. When I ask which one you mean, I remember what you choose.';
    case 'choices':
      return list.of === 'voice' ? 'I know of no other voice.' : 'I find no microphone. Is one plugged in?';
  }
}

function sayTotal(list: ReadList, { serviceName }: PhrasingContext): string {
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
    case 'log':
      return `${capitalized(serviceName(list.service))}, the last first:`;
    case 'names':
      return `I remember ${sayCount(length, 'name')}:`;
    case 'choices':
      return `${sayWhy(list)}${capitalized(sayCount(length, list.of))}:`;
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
          return verbosity === 'brief' || !description
            ? `${name}.`
            : `${name}: ${asSentence(shortened(description, 90))}`;
        })
        .join(' ');
    case 'installed':
      return `${sayList(list.items.slice(from, to).map((item) => sayInstalled(item, context)))}.`;
    case 'generations':
      return list.items
        .slice(from, to)
        .map((generation, _, read) => sayGeneration(generation, read, verbosity, context))
        .join(' ');
    case 'history':
      return list.items
        .slice(from, to)
        .map((entry) => sayEntry(entry, context))
        .join(' ');
    case 'log':
      return list.items
        .slice(from, to)
        .map(
          ({ at, text }) => `${capitalized(sayDate(at, context.now))}: ${asSentence(shortened(text, 120))}`,
        )
        .join(' ');
    case 'names':
      return list.items
        .slice(from, to)
        .map((name) => `${capitalized(shortened(name.spoken, 60))} is ${sayNamed(name, context)}.`)
        .join(' ');
    case 'choices':
      return list.items
        .slice(from, to)
        .map((name, at) => sayChoice(from + at, name, list.current))
        .join(' ');
  }
}

function sayInstalled({ attribute, forYou }: InstalledPackage, { names }: PhrasingContext): string {
  return forYou ? `${names(attribute)} just for you` : names(attribute);
}

/** With the time of day where others that are `read` out with it are of the same day. */
function sayGeneration(
  { number, madeAt, current, nixosVersion }: Generation,
  read: readonly Generation[],
  verbosity: Verbosity,
  { now }: PhrasingContext,
): string {
  const day = sayDate(madeAt, now);
  const isShared = read.filter((other) => sayDate(other.madeAt, now) === day).length > 1;
  const release = verbosity === 'detailed' ? `, NixOS ${sayVersion(nixosVersion)}` : '';
  return `${number}, from ${day}${isShared ? ` at ${sayTime(madeAt)}` : ''}${release}${current ? ', in use' : ''}.`;
}

function sayEntry(
  { at, said, outcome, notStarted }: HistoryEntry,
  { now, serviceName }: PhrasingContext,
): string {
  const ending = {
    done: notStarted === undefined ? 'done' : `done, but ${serviceName(notStarted)} did not start`,
    failed: 'which failed',
    cancelled: 'cancelled',
    'under-way': 'still under way',
    unfinished: 'begun, and I did not see its end',
  }[outcome];
  return `${capitalized(sayDate(at, now))}: ${shortened(said, 80)}, ${ending}.`;
}

/** "None fits, so…": what was asked for, when it was not clear. */
function sayWhy({ of, asked, why }: Extract<ReadList, { kind: 'choices' }>): string {
  if (asked === null || why === 'asked') return '';
  const called = shortened(String(asked), 60);
  return why === 'none' ? `I know no ${of} ${called}. ` : `Several are called ${called}. `;
}

function sayChoice(index: number, name: string, current: number | null): string {
  return `${index + 1}, ${shortened(name, 60)}${index === current ? ', in use' : ''}.`;
}

function sayPick(list: ReadList): string {
  if (list.kind === 'choices' && list.items.length > 1) return ' Say which one.';
  if (list.kind === 'names') return ' Say forget, and a name, and I will ask again.';
  if (list.kind !== 'found') return '';
  return list.items.length === 1 ? ' Say install it to have it.' : ' Say install, and which one.';
}
