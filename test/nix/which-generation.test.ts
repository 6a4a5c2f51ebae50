import { describe, expect, it } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import type { GenerationRef, RollbackTarget } from '#nix/request.ts';
import { generationsFrom, type Known, pinned } from '#nix/which-generation.ts';

/** A Tuesday afternoon. */
const NOW = new Date(2026, 2, 17, 14, 30).getTime();

const profile = (current = 44) => ({
  now: NOW,
  current: { number: current },
  generations: [
    made(44, '2026-03-17T09:00', '2', 'gimp'),
    made(43, '2026-03-16T21:00', '2', 'gimp'),
    made(42, '2026-03-16T10:00', '2', 'vlc'),
    made(41, '2026-03-10T08:00', '1', 'vlc gimp'),
    made(40, '2026-02-20T08:00', '1', 'gimp'),
    made(39, '2025-07-03T08:00', '1', ''),
  ],
});

function made(number: number, when: string, nixosVersion: string, packages: string): Known {
  return { number, madeAt: new Date(when).getTime(), nixosVersion, packages: packages.split(' ') };
}

const date = (iso: string) => ({ kind: 'date', iso, spoken: 'then' }) as const;
const about = (name: string, when: 'came' | 'before' | 'with' | 'without'): RollbackTarget => ({
  kind: 'package',
  package: Attribute.parse(name),
  when,
});

/** A number, or why there is none and what it may be. */
function meant(target: RollbackTarget, current = 44): unknown {
  const found = pinned({ intent: 'rollback', target }, profile(current));
  if (found.type === 'answer')
    return found.answer.type === 'unclear-generation'
      ? [found.answer.why, ...found.answer.generations.map(({ number }) => number)]
      : found.answer.type;
  const { request } = found;
  return request.intent === 'rollback' && request.target.kind === 'number' ? request.target.number : request;
}

describe('the generation that is meant', () => {
  it.each([
    ['made on that day', date('W-2'), 41],
    ['not the present one, when there are others', date('-P1D/P0D'), ['several', 43, 42]],
    ['several of one day', date('-P1D'), ['several', 43, 42]],
    ['one part of that day', date('-P1DT18:00/24:00'), 43],
    ['in use then, when none was made then', date('W-5'), 41],
    ['before a date', date('<--03'), 40],
    ['before the oldest', date('<2025-07'), ['none', 39]],
    ['long before the oldest', date('2024-11'), ['none', 39]],
    ['last summer', date('--07'), 39],
    ['only the present one', date('P0D'), 44],
    ['the oldest', { kind: 'oldest' }, 39],
    ['the one before another', { kind: 'before', number: 42 }, 41],
    ['the one before the oldest', { kind: 'before', number: 39 }, ['none', 39]],
    ['before a package first came', about('gimp', 'before'), 39],
    ['in which a package first came', about('gimp', 'came'), 40],
    ['the newest with a package', about('vlc', 'with'), 42],
    ['the newest without a package', about('gimp', 'without'), 42],
    ['with what was never there', about('blender', 'with'), ['none', 39]],
    ['before what was never there', about('blender', 'before'), ['none', 39]],
    ['before the update', { kind: 'update', when: 'before' }, 41],
    [
      'words that tell nothing',
      { kind: 'description', spoken: 'when it worked' },
      ['unknown', 43, 42, 41, 40, 39],
    ],
  ] satisfies [string, RollbackTarget, unknown][])('%s', (_, target, expected) => {
    expect(meant(target)).toEqual(expected);
  });

  it('is before an update only if that is behind us', () => {
    expect(meant({ kind: 'update', when: 'before' }, 41)).toEqual(['none', 39]);
  });

  it('is left to whoever counts, when it is told by number or count', () => {
    expect(meant({ kind: 'previous' })).toEqual({ intent: 'rollback', target: { kind: 'previous' } });
    expect(meant({ kind: 'number', number: 7 })).toBe(7);
  });
});

describe('a comparison', () => {
  const current = { kind: 'current' } as const;
  const ends = (from: GenerationRef, to: GenerationRef) => {
    const found = pinned({ intent: 'compare_generations', from, to }, profile());
    if (found.type === 'answer') return found.answer;
    const { request } = found;
    return request.intent === 'compare_generations' ? [request.from, request.to] : [];
  };
  const number = (value: number) => ({ kind: 'number', number: value });

  it.each([
    ['from the first of that day', date('-P1D'), current, [number(42), current]],
    ['to the last of that day', date('W-2'), date('-P1D'), [number(41), number(43)]],
    [
      'from the one before, when only the present one was made then',
      date('P0D'),
      current,
      [number(43), current],
    ],
    [
      'of one with itself, when nothing was made since',
      date('P0DT13:00/14:00'),
      current,
      [number(44), current],
    ],
  ])('is %s', (_, from, to, expected) => {
    expect(ends(from, to)).toEqual(expected);
  });

  it('needs both to be there', () => {
    expect(ends(date('2024-11'), current)).toMatchObject({ type: 'unclear-generation', why: 'none' });
  });
});

it('without any generation nothing is meant', () => {
  expect(generationsFrom([], '-P1D', NOW)).toEqual([]);
  expect(generationsFrom(profile().generations, 'nonsense', NOW)).toEqual([]);
});
