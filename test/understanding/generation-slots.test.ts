import { describe, expect, it } from 'vitest';
import { generationSlots } from '#understanding/generation-slots.ts';
import type { Slots } from '#understanding/intent.ts';
import { packageReader } from '#understanding/package-name.ts';
import { seededRandom } from '#understanding/sample.ts';
import { wordsOf } from '#understanding/words.ts';
import { world } from './world.ts';

const readPackage = packageReader(world.packages);
const rollback = (text: string) => generationSlots('rollback', wordsOf(text), readPackage);

describe('going back, in words that no template has', () => {
  it.each([
    ['everything was fine last tuesday, get me there', 'date:last tuesday', 'W-2'],
    ['could you be so kind and bring the machine to the state of 3 days ago', 'date:3 days ago', '-P3D'],
    [
      'my screen flickers since this morning, use the one from yesterday evening',
      'date:yesterday evening',
      '-P1DT18:00/24:00',
    ],
    ['it should be like on monday, no wait, like two days ago', 'date:two days ago', '-P2D'],
    ['i want to be on the one from before july first again', 'date:before july first', '<--07-01'],
  ])('“%s” tells a date', (text, target, iso) => {
    expect(rollback(text)).toMatchObject({ target, iso });
  });

  it.each([
    [
      'it was all good before i installed firefox so make it like that',
      { meant: 'before-package', package: 'firefox' },
    ],
    ['uh the one with gimp in it, i need that', { meant: 'with-package', package: 'gimp' }],
    ['things were better before the last update, can we have that', { meant: 'before-update' }],
    ['give me the very oldest one you have', { meant: 'oldest' }],
  ])('“%s” tells something that the system knows', (text, slots) => {
    expect(rollback(text)).toMatchObject(slots);
  });

  it.each([
    ['hm generation number forty one was nice, use that', { target: 'number:41', number: 41 }],
    ['put me on 38 again', { target: 'number:38', number: 38 }],
    ['gen twelve was ok, activate it', { target: 'number:12', number: 12 }],
    [
      'i would go two generations back if you can',
      { target: 'description:two generations', description: 'two generations', offset: -2 },
    ],
    [
      'a couple of versions ago it worked',
      { target: 'description:two generations', description: 'two generations', offset: -2 },
    ],
    ['this update broke everything, i want the old system', { target: 'previous' }],
    ['make it like it was before', { target: 'previous' }],
    ['boot the version that still worked', { target: 'previous' }],
  ])('“%s” tells %j', (text, slots: Slots) => {
    expect(rollback(text)).toEqual(slots);
  });

  it.each([
    ['use the generation from before i broke the sound please', 'before i broke the sound'],
    ['take me to when the printer was alive', 'when the printer was alive'],
    ['i need the setup with the blue wallpaper, thanks', 'with the blue wallpaper'],
  ])('“%s” tells what only a person knows', (text, description) => {
    expect(rollback(text)).toEqual({ target: `description:${description}`, description });
  });
});

describe('comparing, in words that no template has', () => {
  it.each([
    [
      'what on earth happened to my system since last monday',
      { from: 'date:last monday', iso_from: 'W-1', to: 'current' },
    ],
    ['tell the differences of 38 against 41', { from: 38, to: 41 }],
    ['how is generation 40 unlike what i have now', { from: 40, to: 'current' }],
    ['the current one and 39, what is not the same', { from: 'current', to: 39 }],
    ['anything new in the last two generations', { from: 'previous', to: 'current' }],
    ['what did that do to my packages', { from: 'previous', to: 'current' }],
    [
      'between two weeks ago and yesterday what was altered',
      { from: 'date:two weeks ago', iso_from: '-P2W', to: 'date:yesterday', iso_to: '-P1D' },
    ],
  ])('“%s”', (text, slots) => {
    expect(generationSlots('compare_generations', wordsOf(text), readPackage)).toEqual(slots);
  });
});

describe('deleting, in words that no template has', () => {
  it.each([
    ['my old generations, thirty days and more, kill them', { older_than: '30 days', iso: 'P30D' }],
    ['i do not need any snapshot that is over a month old', { older_than: '1 month', iso: 'P1M' }],
    ['whatever generation was made before july can go', { older_than: 'july', iso: '<--07' }],
    ['burn all old generations but the five most recent', { keep: 5 }],
    ['leave me the last 3 and clean the other generations', { keep: 3 }],
    ['throw the generations out, only the current one lives', { keep: 1 }],
    ['numbers 33, 34 and 36 are trash', { numbers: [33, 34, 36] }],
    ['the generations twelve to fifteen are of no use', { numbers: [12, 13, 14, 15] }],
    ['get my boot menu shorter', {}],
  ])('“%s”', (text, slots) => {
    expect(generationSlots('delete_generations', wordsOf(text), readPackage)).toEqual(slots);
  });
});

it('gives slots for any words', () => {
  const random = seededRandom(11);
  const parts =
    'generation before 41 the last keep from with i installed firefox and to two weeks ago current older than may $(x) ../etc oldest update'.split(
      ' ',
    );
  for (let run = 0; run < 600; run++) {
    const text = Array.from({ length: 12 }, () => parts[Math.floor(random() * parts.length)]).join(' ');
    for (const intent of ['rollback', 'compare_generations', 'delete_generations'] as const)
      expect(JSON.stringify(generationSlots(intent, wordsOf(text), readPackage))).not.toMatch(/\$|\//);
  }
});
