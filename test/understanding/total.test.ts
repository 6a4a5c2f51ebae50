import { expect, it } from 'vitest';
import { IDLE, STATE_NAMES } from '#understanding/expectation.ts';
import { sampleSentences, seededRandom } from '#understanding/sample.ts';
import { understand } from '#understanding/understand.ts';
import { fill, grammar, learnedGrammar, world } from './world.ts';

const random = seededRandom(7);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

it('understands or refuses any string, and never throws', () => {
  const parts = [
    'install ',
    'vim',
    ' and ',
    ', ',
    'no ',
    '\u0000',
    '\u202e',
    '💥',
    '́',
    '$',
    '`',
    '(',
    ')',
    ']',
    '\\',
    '--',
    '\n',
    'ß',
    '\ud800',
    '9'.repeat(30),
    'i mean ',
    "'",
    '…',
  ];
  for (let run = 0; run < 1500; run++) {
    const text = Array.from({ length: Math.floor(random() * 40) }, () =>
      random() < 0.7 ? pick(parts) : String.fromCharCode(Math.floor(random() * 0xffff)),
    ).join('');
    const expectation = { ...IDLE, state: pick(STATE_NAMES) };
    expect(understand([{ text, score: 0 }], grammar, expectation, world).decision).toBeTypeOf('string');
  }
});

it('needs no more than a moment for the worst three hundred characters', () => {
  const worst = [
    'a '.repeat(150),
    'install no '.repeat(27),
    'and install vim '.repeat(18),
    'no i mean '.repeat(30),
    'one hundred and '.repeat(18),
    'can you please '.repeat(20),
    'x, '.repeat(100),
  ];
  for (const text of worst) {
    understand([{ text, score: 0 }], grammar, IDLE, world);
    const started = performance.now();
    understand([{ text, score: 0 }], grammar, IDLE, world);
    // Generous: the bench holds the real figure, this holds that nothing explodes.
    expect(performance.now() - started, text.slice(0, 20)).toBeLessThan(150);
  }
});

it.each([
  ['templates alone', grammar, 3],
  ['templates and the classifier', learnedGrammar, 17],
] as const)('understands what it samples as the intent that it was sampled from, by %s', (_, given, seed) => {
  const wrong: string[] = [];
  for (const state of ['idle', 'confirming', 'running'] as const) {
    const expectation = { ...IDLE, state };
    for (const { intent, text } of sampleSentences(given, { count: 1500, seed, fill, expectation })) {
      const understanding = understand([{ text, score: 0 }], given, expectation, world);
      const label = 'intents' in understanding ? understanding.intents[0].intent : understanding.decision;
      if (label !== intent) wrong.push(`${state}: ${text} (${intent}) → ${label}`);
    }
  }
  expect(wrong).toEqual([]);
});
