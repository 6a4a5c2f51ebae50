import { type Package, spokenName } from '#catalogue/package.ts';
import type { Generation } from '#nix/generation.ts';
import type { Candidate } from '#understanding/understanding.ts';
import type { Choices } from './context.ts';
import { explainMore } from './explaining.ts';
import { change, type Moment, say } from './moment.ts';
import type { ListAnswer, ReadList } from './reply.ts';

/** The list of an answer, in the order in which it is read out. */
export function listOf(answer: ListAnswer): ReadList {
  switch (answer.type) {
    case 'found':
      return { kind: 'found', query: answer.query, items: answer.packages };
    case 'installed':
      return { kind: 'installed', items: answer.packages };
    case 'generations':
      return { kind: 'generations', items: answer.generations.toSorted((a, b) => b.number - a.number) };
    case 'service-log':
      return { kind: 'log', service: answer.service, items: answer.lines };
  }
}

/** Reads out the first entries; "more" goes on with it, "the second one" picks from it. */
export function openList(moment: Moment, list: ReadList): void {
  readOn(moment, list, 0);
  const { context } = moment.state;
  const [only, ...others] = choicesOf(list, list.items.length)?.candidates ?? [];
  const single = only && others.length === 0 ? only.value : null;
  // Of several packages that were found, none is "it".
  if (list.kind === 'found' || (list.kind === 'installed' && single !== null))
    change(moment, { context: { ...context, package: single } });
  if (list.kind === 'generations' && single !== null)
    change(moment, { context: { ...context, generation: Number(single) } });
}

/** "More." */
export function readMore(moment: Moment) {
  const { explained, list: reading } = moment.state.context;
  if (explained !== null) return explainMore(moment, explained);
  if (!reading) return void say(moment, { type: 'end-of-list' });
  if (reading.read >= reading.list.items.length) return void say(moment, { type: 'end-of-list' });
  readOn(moment, reading.list, reading.read);
}

function readOn(moment: Moment, list: ReadList, from: number): void {
  const count = Math.min(moment.settings.listStep, list.items.length - from);
  say(moment, { type: 'list', list, from, count });
  const { context } = moment.state;
  const read = from + count;
  change(moment, {
    context: {
      ...context,
      list: { list, read },
      explained: null,
      choices: choicesOf(list, read) ?? context.choices,
    },
  });
}

function choicesOf(list: ReadList, read: number): Choices | null {
  switch (list.kind) {
    case 'found':
    case 'installed':
      return { of: 'package', candidates: list.items.slice(0, read).map(packageCandidate) };
    case 'generations':
      return { of: 'generation', candidates: list.items.slice(0, read).map(generationCandidate) };
    case 'choices':
      return {
        of: list.of,
        candidates: list.items
          .slice(0, read)
          .map((name, at) => ({ value: list.ids?.[at] ?? String(at + 1), spoken: name })),
      };
    case 'history':
    case 'names':
    case 'log':
      return null;
  }
}

export function packageCandidate(found: Package): Candidate {
  return { value: found.attribute, spoken: spokenName(found) };
}

function generationCandidate({ number }: Generation): Candidate {
  return { value: String(number), spoken: `generation ${number}` };
}
