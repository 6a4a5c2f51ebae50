import { describe, expect, it } from 'vitest';
import type { Expectation } from '#understanding/expectation.ts';
import type { Slots } from '#understanding/intent.ts';
import { hear } from './world.ts';

/** Slots of the one intent that the words are, which has to be `intent`. */
function slotsOf(text: string, intent: string, expecting: Partial<Expectation> = {}): unknown {
  const understanding = hear(text, expecting);
  const [only] = 'intents' in understanding ? understanding.intents : [];
  return understanding.decision === 'understood' && only?.intent === intent ? only.slots : understanding;
}

const dated = (date: string, iso: string): Slots => ({ target: `date:${date}`, date, iso });
const described = (description: string, meant: string, named?: string): Slots => ({
  target: `description:${description}`,
  description,
  meant,
  ...(named ? { package: named } : {}),
});

describe('going back', () => {
  it.each([
    ['roll back to last tuesday', dated('last tuesday', 'W-2')],
    ['please roll back to yesterday', dated('yesterday', '-P1D')],
    ['go back to the generation from two weeks ago', dated('two weeks ago', '-P2W')],
    ['go back to how it was last night', dated('last night', '-P1DT18:00/P0DT06:00')],
    ['switch back to the system from july first', dated('july first', '--07-01')],
    ['take me back to the way everything was before christmas', dated('before christmas', '<--12-25')],
    ['roll back to the generation from before july', dated('before july', '<--07')],
    ["boot yesterday's system", dated('yesterday', '-P1D')],
    ['give me the generation from the day before yesterday', dated('the day before yesterday', '-P2D')],
    ['use the config from monday morning', dated('monday morning', 'W-1T05:00/12:00')],
    ['roll back to the one from the fourteenth', dated('the fourteenth', '---14')],
    ['put the system back to how it was last week', dated('last week', '-P1W')],
    [
      'go back to the generation before i installed firefox',
      described('before i installed firefox', 'before-package', 'firefox'),
    ],
    [
      'roll back to before i got visual studio code',
      described('before i got visual studio code', 'before-package', 'vscode'),
    ],
    ['go back to when i still had gimp', described('when i still had gimp', 'with-package', 'gimp')],
    ['switch to the generation with krita', described('with krita', 'with-package', 'krita')],
    [
      'roll back to the version that still had blender',
      described('that still had blender', 'with-package', 'blender'),
    ],
    ['go back to the generation without vlc', described('without vlc', 'without-package', 'vlc')],
    ['roll back to before the last update', { target: 'previous', meant: 'before-update' }],
    ['go back to how it was before the upgrade', { target: 'previous', meant: 'before-update' }],
    ['go back to the generation before i updated the system', { target: 'previous', meant: 'before-update' }],
    ['switch me to the oldest', described('the oldest', 'oldest')],
    ['roll back to the very first generation', described('the oldest', 'oldest')],
    ['boot the oldest generation', described('the oldest', 'oldest')],
    ['go back to the one before that', described('the one before that', 'before-that')],
    ['roll back to the previous generation', { target: 'previous' }],
    ['undo the last update', { target: 'previous' }],
    ['roll back to generation 41', { target: 'number:41', number: 41 }],
  ])('“%s”', (text, slots) => {
    expect(slotsOf(text, 'rollback')).toEqual(slots);
  });

  it.each([
    'roll back to the second',
    'go back to march',
    'go back to sleep',
    'go back to next tuesday',
    'go back to before i broke the sound',
    'roll back to before i installed flurbo',
    "don't go back to last tuesday",
    'roll back to last tuesday; rm -rf /',
    'roll back to yesterday and wipe the disk',
    'last tuesday',
    'before i installed firefox',
  ])('“%s” is nothing that a template knows', (text) => {
    expect(hear(text).decision).not.toBe('understood');
  });
});

describe('while it is asked which', () => {
  const which = {
    state: 'clarifying',
    pending: ['rollback'],
    candidates: [41, 40, 39].map((number) => ({ value: String(number), spoken: `generation ${number}` })),
  } as const;
  it.each([
    ['the one from tuesday', dated('tuesday', 'W-2')],
    ['yesterday morning', dated('yesterday morning', '-P1DT05:00/12:00')],
    ['before i installed gimp', described('before i installed gimp', 'before-package', 'gimp')],
  ])('“%s” tells by date or description', (text, slots) => {
    expect(slotsOf(text, 'rollback', which)).toEqual(slots);
  });

  it.each([
    ['the second', { kind: 'position', position: 2 }],
    ['the last one', { kind: 'position', position: -1 }],
    ['forty one', { kind: 'value', slot: 'number', value: 41 }],
    ['generation thirty nine', { kind: 'value', slot: 'number', value: 39 }],
    ['41', { kind: 'position', position: 1 }],
  ])('“%s” chooses', (text, answer) => {
    expect(hear(text, which)).toMatchObject({ decision: 'answer', answer });
  });

  it('the oldest is that of those that were named', () => {
    expect(hear('the oldest', which)).toMatchObject({
      intents: [{ intent: 'rollback', references: { target: { kind: 'position', position: -1 } } }],
    });
  });

  it('“no, the one before that” is another one than was read back', () => {
    expect(hear('no the one before that', { state: 'confirming', pending: ['rollback'] })).toMatchObject({
      intents: [{ intent: 'rollback', references: { before: { kind: 'it' } } }],
    });
  });
});

describe('comparing', () => {
  const ends = (from: unknown, to: unknown, more: object = {}) => ({ from, to, ...more });
  it.each([
    ['what changed since last tuesday', ends('date:last tuesday', 'current', { iso_from: 'W-2' })],
    ['show me the changes since july first', ends('date:july first', 'current', { iso_from: '--07-01' })],
    [
      'what is new since the generation from yesterday',
      ends('date:yesterday', 'current', { iso_from: '-P1D' }),
    ],
    [
      'compare the generation from two weeks ago with now',
      ends('date:two weeks ago', 'current', { iso_from: '-P2W' }),
    ],
    [
      'what changed between last monday and yesterday',
      ends('date:last monday', 'date:yesterday', { iso_from: 'W-1', iso_to: '-P1D' }),
    ],
    [
      'compare last night with this morning',
      ends('date:last night', 'date:this morning', {
        iso_from: '-P1DT18:00/P0DT06:00',
        iso_to: 'P0DT05:00/12:00',
      }),
    ],
    [
      'how is my system different from how it was last week',
      ends('date:last week', 'current', { iso_from: '-P1W' }),
    ],
    ['what changed since generation 40', ends(40, 'current')],
    ['what changed in the last update', ends('previous', 'current')],
    ['compare generation 12 and 15', ends(12, 15)],
  ])('“%s”', (text, slots) => {
    expect(slotsOf(text, 'compare_generations')).toEqual(slots);
  });
});

describe('deleting', () => {
  it.each([
    ['delete generations older than thirty days', { older_than: '30 days', iso: 'P30D' }],
    ['remove all generations from before july', { older_than: 'july', iso: '<--07' }],
    ['delete old generations from before last tuesday', { older_than: 'last tuesday', iso: '<W-2' }],
    ['delete all generations older than last month', { older_than: '1 month', iso: 'P1M' }],
    ['delete generations from before two weeks ago', { older_than: '2 weeks', iso: 'P2W' }],
    ['keep only generations since november', { older_than: 'november', iso: '<--11' }],
    ['keep the newest five generations', { keep: 5 }],
  ])('“%s”', (text, slots) => {
    expect(slotsOf(text, 'delete_generations')).toEqual(slots);
  });

  it('“from before july” answers which ones', () => {
    const which = { state: 'clarifying', pending: ['delete_generations'] } as const;
    expect(slotsOf('those from before july', 'delete_generations', which)).toEqual({
      older_than: 'july',
      iso: '<--07',
    });
  });
});
