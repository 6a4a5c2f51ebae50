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

/** Three hundred characters of commands, corrections and pauses, of which hardly a part is what it seems. */
const TANGLED = [
  "update your wardrobe with our spring collection, no, take a picture plus don't postgresql or rather i mean it is patch tuesday for me, you know the drill better unfree packages, i never print, so switch the printing service off for good, no, what happens when i stop docker plus pull down",
  "i didn't catch that, once more, no, step four install the bracket with the two long screws and do you mind allowing port eighty eighty one for everybody make that how about we downgrade to the number one thousand eight hundred and ninety nine sorry please make restart of syncthing wait nano in",
  'bring my computer up to date, please. plus take tailscale out of the startup or rather we were told to stop the service at noon make that what does derive asian mean and doctors recommend you stop taking it if you notice a rash. wait disconnect from the network make that my hard drive',
];

it('needs no more than a moment for the worst three hundred characters', () => {
  const worst = [
    'a '.repeat(150),
    'install no '.repeat(27),
    'and install vim '.repeat(18),
    'no i mean '.repeat(30),
    'one hundred and '.repeat(18),
    'can you please '.repeat(20),
    'x, '.repeat(100),
    ...TANGLED,
  ];
  for (const text of worst) {
    understand([{ text, score: 0 }], learnedGrammar, IDLE, world);
    const started = performance.now();
    understand([{ text, score: 0 }], learnedGrammar, IDLE, world);
    // Generous: the bench holds the real figure, this holds that nothing explodes.
    expect(performance.now() - started, text.slice(0, 20)).toBeLessThan(150);
  }
});

it.each(TANGLED)('guesses at no more than two dozen parts of a sentence: %s', (text) => {
  let guesses = 0;
  const classifier = () => {
    guesses++;
    return learnedGrammar.classifier();
  };
  understand([{ text, score: 0 }], { ...learnedGrammar, classifier }, IDLE, world);
  expect(guesses).toBeGreaterThan(5);
  expect(guesses).toBeLessThanOrEqual(24);
});

it.each([
  ['templates alone', grammar, 3],
  ['templates and the classifier', learnedGrammar, 17],
] as const)('understands what it samples as the intent that it was sampled from, by %s', (_, given, seed) => {
  const wrong: string[] = [];
  for (const state of ['idle', 'confirming', 'running'] as const) {
    const expectation = { ...IDLE, state };
    for (const { intent, text } of sampleSentences(given, { count: 3000, seed, fill, expectation })) {
      const understanding = understand([{ text, score: 0 }], given, expectation, world);
      const label = 'intents' in understanding ? understanding.intents[0].intent : understanding.decision;
      if (label !== intent) wrong.push(`${state}: ${text} (${intent}) → ${label}`);
    }
  }
  expect(wrong).toEqual([]);
});
