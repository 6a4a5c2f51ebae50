import { describe, expect, it } from 'vitest';
import { IDLE } from '#understanding/expectation.ts';
import { parseGrammar } from '#understanding/parse-grammar.ts';
import { fillWith, sentencesOf } from '#understanding/sample.ts';
import { understand } from '#understanding/understand.ts';
import { world } from './world.ts';

const HOME = `
language: en
intents:
  TurnOn:
    data:
      - sentences:
          - "<turn> on [the] {name} [in [the] {area}]"
          - "(make|set) ([the] {area}; [the] light[s]; {color} [please])"
        slots: {domain: light}
  SetBrightness:
    data:
      - sentences: ["set {name} brightness to {brightness}[%| percent]"]
  Play:
    data:
      - sentences: ["play {song}", "play {song} by {artist:performer}"]
  Explain:
    data:
      - requires_context: {state: confirming}
        sentences: ["why \\\\(really\\\\)"]
expansion_rules:
  turn: "(turn|switch|put)"
lists:
  name: {values: [{in: "[the] (lamp|light)[s]", out: lamp.one}, TV set]}
  area: {values: [kitchen, "living[ ]room"]}
  color: {values: [red, {in: "(blue|azure)", out: 17}, {in: green, out: true}]}
  brightness: {range: {from: 0, to: 100, step: 5}}
  song: {wildcard: true}
  artist: {wildcard: true}
skip_words: ["kindly", "would you"]
`;
const grammar = parseGrammar([{ file: 'home.yaml', text: HOME }]);

function hear(text: string, state: 'idle' | 'confirming' = 'idle'): unknown {
  const understanding = understand([{ text, score: 0 }], grammar, { ...IDLE, state }, world);
  if (understanding.decision !== 'understood') return understanding.decision;
  const [{ intent, slots }] = understanding.intents;
  return { intent, slots };
}

describe('a grammar of another domain', () => {
  it.each([
    ['turn on the lamp', { intent: 'TurnOn', slots: { domain: 'light', name: 'lamp.one' } }],
    [
      'Switch on lights in the kitchen!',
      { intent: 'TurnOn', slots: { domain: 'light', name: 'lamp.one', area: 'kitchen' } },
    ],
    [
      'put on the tv set in the livingroom',
      { intent: 'TurnOn', slots: { domain: 'light', name: 'TV set', area: 'livingroom' } },
    ],
    ['would you kindly turn on lamp', { intent: 'TurnOn', slots: { domain: 'light', name: 'lamp.one' } }],
    [
      'make red kitchen lights',
      { intent: 'TurnOn', slots: { domain: 'light', area: 'kitchen', color: 'red' } },
    ],
    [
      'set the light azure please the kitchen',
      { intent: 'TurnOn', slots: { domain: 'light', area: 'kitchen', color: 17 } },
    ],
    [
      'make light green living room',
      { intent: 'TurnOn', slots: { domain: 'light', area: 'living room', color: true } },
    ],
    [
      'set the lamp brightness to 45%',
      { intent: 'SetBrightness', slots: { name: 'lamp.one', brightness: 45 } },
    ],
    [
      'set lamps brightness to twenty five percent',
      { intent: 'SetBrightness', slots: { name: 'lamp.one', brightness: 25 } },
    ],
    ['play purple rain', { intent: 'Play', slots: { song: 'purple rain' } }],
    ['play purple rain by prince', { intent: 'Play', slots: { song: 'purple rain', performer: 'prince' } }],
  ] as const)('%s', (text, expected) => {
    expect(hear(text)).toEqual(expected);
  });

  it.each([
    'turn on the',
    'turnon lamp',
    'set lamp brightness to 42',
    'set lamp brightness to 105',
    'make red lights',
    'install firefox',
  ])('does not know “%s”', (text) => expect(hear(text)).toBe('rejected'));

  it('knows a sentence only in the states that it names', () => {
    expect(hear('why really', 'confirming')).toEqual({ intent: 'Explain', slots: {} });
    expect(hear('why really')).toBe('rejected');
  });

  it('understands all that it can say', () => {
    const fill = fillWith({ song: ['let it be'], artist: ['the beatles'] });
    for (const sentence of grammar.sentences) {
      for (const text of sentencesOf(sentence, grammar, fill, 500)) {
        const state = sentence.requires.state ? 'confirming' : 'idle';
        expect(hear(text, state), text).toMatchObject({ intent: sentence.intent });
      }
    }
  });
});

describe('a broken grammar file is refused with its line', () => {
  it.each([
    ['language: en\nintent: {}\n', 'x.yaml:2: unknown key “intent”'],
    [
      'language: en\nintents:\n  A:\n    data:\n      - sentences: [a]\n        slot: {}\n',
      'x.yaml:6: unknown key “slot”',
    ],
    [
      'language: en\nintents:\n  A:\n    data:\n      - sentences:\n          - "turn (on"\n',
      'x.yaml:6: “(” is never closed',
    ],
    [
      'language: en\nintents:\n  A:\n    data:\n      - sentences: ["<b>"]\n',
      'x.yaml:5: no rule is called “b”',
    ],
    [
      'language: en\nintents:\n  A:\n    data:\n      - sentences: ["{b}"]\n',
      'x.yaml:5: no list is called “b”',
    ],
    ['language: en\nexpansion_rules:\n  a: "x <b>"\n  b: "y <a>"\n', 'contains itself'],
    ['language: en\nlists:\n  n: {range: {from: 5, to: 1}}\n', 'from is greater than to'],
    ['language: en\nlists:\n  n: {range: {from: 5, until: 9}}\n', 'x.yaml:3:'],
    ['language: [\n', 'x.yaml:'],
    ['just text', 'x.yaml:1:'],
    ['', 'x.yaml:1:'],
    ['language: en\nintents: {A: {data: [{sentences: ["a;b"]}]}}\n', '“;” stands outside brackets'],
    ['language: en\nintents: {A: {data: [{sentences: ["(a|b;c)"]}]}}\n', 'mixed'],
    [
      'language: en\nintents: {A: {data: [{sentences: ["a"], requires_context: {room: x}}]}}\n',
      'context “room”',
    ],
    [
      `language: en\nintents: {A: {data: [{sentences: ["${'('.repeat(60)}a${')'.repeat(60)}"]}]}}\n`,
      'too deeply',
    ],
    ['language: en\nskip_words: ["{a}"]\n', 'x.yaml:2:'],
  ])('%j', (text, message) => {
    expect(() => parseGrammar([{ file: 'x.yaml', text }])).toThrow(
      expect.objectContaining({ code: 'bad-grammar', message: expect.stringContaining(message) }),
    );
  });
});

describe('several grammar files', () => {
  it('share rules and lists, and each prefers its own', () => {
    const shared = parseGrammar([
      {
        file: 'a.yaml',
        text: 'language: en\nintents: {A: {data: [{sentences: ["<go> {place}"]}]}}\nexpansion_rules: {go: go}\n',
      },
      {
        file: 'b.yaml',
        text: 'language: en\nintents: {B: {data: [{sentences: ["<go> {place}"]}]}}\nexpansion_rules: {go: run}\nlists: {place: {values: [home]}}\n',
      },
    ]);
    const label = (text: string) => {
      const understanding = understand([{ text, score: 0 }], shared, IDLE, world);
      return 'intents' in understanding ? understanding.intents[0].intent : understanding.decision;
    };
    expect([label('go home'), label('run home')]).toEqual(['A', 'B']);
  });
});

describe('matching cannot explode', () => {
  it.each([
    ['"[a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] [a] b"', 'a '.repeat(150)],
    ['"{w} {w} {w} {w} {w} {w} b"', 'a '.repeat(150)],
    ['"([a]; [a]; [a]; [a]; [a]; [a]; [a]; [a]) b"', 'a '.repeat(150)],
    [
      '"[(a|a a|a a a)] [(a|a a|a a a)] [(a|a a|a a a)] [(a|a a|a a a)] [(a|a a|a a a)] [(a|a a|a a a)] b"',
      'a '.repeat(150),
    ],
  ])('%s', (sentence, text) => {
    const bad = parseGrammar([
      {
        file: 'x.yaml',
        text: `language: en\nintents: {A: {data: [{sentences: [${sentence}]}]}}\nlists: {w: {wildcard: true, words: 40}}\n`,
      },
    ]);
    for (const words of [text, text.slice(0, 60)]) {
      const started = performance.now();
      expect(understand([{ text: words, score: 0 }], bad, IDLE, world).decision).toBe('rejected');
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});
