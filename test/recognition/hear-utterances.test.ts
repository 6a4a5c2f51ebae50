import { expect, test } from 'vitest';
import { type Samples, silence } from '../../src/audio/samples.ts';
import type { VoiceActivity } from '../../src/audio/voice-activity.ts';
import { hearUtterances } from '../../src/recognition/hear-utterances.ts';
import type { Heard, HeardFinal } from '../../src/recognition/heard.ts';
import type { Decoder } from '../../src/recognition/process/decoder.ts';
import type { Completeness, Expecting } from '../../src/recognition/recognizer.ts';

/** Sound whose samples are the number of the word being said; 0 is silence. A word is 300 ms. */
const WORDS = ['', 'yes', 'no', 'install', 'firefox', 'list', 'generations', '[unk]', 'stop'];
const COMPLETE: Record<string, Completeness> = {
  yes: 'yes',
  no: 'answer',
  stop: 'answer',
  'install firefox': 'command',
  'list generations': 'command',
};

function sound(...parts: (string | number)[]): Samples {
  const pieces = parts.map((part) => {
    if (typeof part === 'number') return silence(part);
    return silence(300).fill(WORDS.indexOf(part));
  });
  const all = new Int16Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function ends(samples: Samples): number {
  return (samples.findLastIndex((sample) => sample !== 0) + 1) / 16;
}

function textOf(samples: Samples): string {
  const said: string[] = [];
  let before = 0;
  for (const sample of samples) {
    if (sample !== 0 && sample !== before) said.push(WORDS[sample] as string);
    before = sample;
  }
  return said.join(' ');
}

function fakeDecoder(freely?: string): Decoder & { grammars: (readonly string[])[] } {
  let heard: Samples = new Int16Array(0);
  const grammars: (readonly string[])[] = [];
  return {
    pid: undefined,
    grammars,
    async setGrammar(phrases) {
      grammars.push(phrases);
      return { lacking: [], words: [] };
    },
    async start() {
      heard = new Int16Array(0);
    },
    async accept(samples) {
      const joined = new Int16Array(heard.length + samples.length);
      joined.set(heard);
      joined.set(samples, heard.length);
      heard = joined;
      return textOf(heard);
    },
    async finish() {
      const text = textOf(heard);
      return { alternatives: text === '' ? [] : [{ text, score: 1 }], lastWordEndMs: ends(heard) };
    },
    transcribeFreely: async (samples) => ({
      alternatives: [{ text: freely ?? textOf(samples), score: 1 }],
      lastWordEndMs: ends(samples),
    }),
    unknownWords: async () => [],
    async [Symbol.asyncDispose]() {},
  };
}

const loudness: VoiceActivity = {
  process: (samples) => [samples.some((sample) => sample !== 0)],
  reset() {},
  [Symbol.dispose]() {},
};

async function hear(
  samples: Samples,
  expected: Partial<Expecting> | (() => Expecting) = {},
  decoder = fakeDecoder(),
  canUseGrammar = true,
): Promise<{ all: Heard[]; finals: HeardFinal[]; rests: number }> {
  let rests = 0;
  const all: Heard[] = [];
  const now: Expecting = {
    phrases: ['yes'],
    completeness: (text) => COMPLETE[text] ?? 'incomplete',
    playing: () => false,
    ...expected,
  };
  const expecting = typeof expected === 'function' ? expected : () => now;
  async function* pieces() {
    for (let read = 0; read < samples.length; read += 320) yield samples.subarray(read, read + 320);
  }
  const hearing = {
    decoder,
    canUseGrammar,
    voiceActivity: loudness,
    onLacking: () => {},
    onRest: async () => {
      rests++;
    },
  };
  for await (const heard of hearUtterances(pieces(), expecting, hearing)) all.push(heard);
  return { all, finals: all.filter((heard) => heard.type === 'final'), rests };
}

const texts = (finals: readonly HeardFinal[]) =>
  finals.map(({ amends, alternatives }) => (amends ? '+' : '') + alternatives[0].text);

test('an utterance is announced, transcribed as it comes and decided once', async () => {
  const { all } = await hear(sound(500, 'install', 'firefox', 1000));
  expect(all.map(({ type }) => type)).toEqual(['speech-started', 'partial', 'partial', 'final']);
  expect(all.at(-1)).toMatchObject({ startMs: 500, endMs: 1100, amends: false, source: 'voice' });
});

test.each<[string, Samples, number]>([
  ['an answer', sound(500, 'yes', 1500), 100],
  ['a command', sound(500, 'install', 'firefox', 1500), 260],
  ['half a sentence', sound(500, 'install', 2000), 1300],
])('%s is decided in its own time', async (_name, samples, atMostMs) => {
  const { finals } = await hear(samples);
  const final = finals[0] as HeardFinal;
  expect(final.decidedMs - final.endMs).toBeLessThan(atMostMs + 40);
  expect(final.decidedMs - final.endMs).toBeGreaterThanOrEqual(atMostMs - 120);
});

test('a pause inside a sentence does not cut it', async () => {
  expect(texts((await hear(sound(300, 'install', 900, 'firefox', 1500))).finals)).toEqual([
    'install firefox',
  ]);
});

test('what makes a decided sentence whole amends it', async () => {
  const slow = {
    completeness: (text: string): Completeness => (text === 'yes' ? 'answer' : (COMPLETE[text] ?? 'command')),
  };
  expect(texts((await hear(sound(300, 'install', 600, 'firefox', 1500), slow)).finals)).toEqual([
    'install',
    '+install firefox',
  ]);
});

test('an amended utterance begins where the first began', async () => {
  const { finals } = await hear(sound(300, 'list', 1300, 'generations', 1500));
  expect(texts(finals)).toEqual(['list', '+list generations']);
  expect(finals[1]).toMatchObject({ startMs: 300, endMs: 2200 });
});

test('a word of its own after a command stays its own', async () => {
  const { finals } = await hear(sound(300, 'list', 'generations', 600, 'stop', 1500));
  expect(texts(finals)).toEqual(['list generations', 'stop']);
});

test('what comes more than a second after a decision is another utterance', async () => {
  const { finals } = await hear(sound(300, 'install', 2500, 'firefox', 1500));
  expect(texts(finals)).toEqual(['install', 'firefox']);
});

test('noise that is no word is a final without text', async () => {
  expect(texts((await hear(sound(300, '[unk]', 2000))).finals)).toEqual(['']);
});

test('garbage beside a yes stays visible, so that it is no clean yes', async () => {
  expect(texts((await hear(sound(300, '[unk]', 'yes', 2000))).finals)).toEqual(['[unk] yes']);
});

test('silence and clicks say nothing at all', async () => {
  const click = sound(300);
  click[2000] = 1;
  expect((await hear(sound(3000))).all).toEqual([]);
  expect((await hear(click)).all).toEqual([]);
  expect((await hear(new Int16Array(0))).all).toEqual([]);
});

test('a recording that ends in the middle of a word is decided at its end', async () => {
  expect(texts((await hear(sound(300, 'install', 'firefox').subarray(0, -1600))).finals)).toEqual([
    'install firefox',
  ]);
});

test('a sentence without end is cut after twenty seconds', async () => {
  const endless = new Int16Array(16 * 21_000).fill(7);
  const { finals } = await hear(endless);
  expect(finals.length).toBeGreaterThanOrEqual(1);
  expect(finals[0]?.decidedMs).toBeLessThan(20_500);
});

test('our own voice during any part of it marks an utterance', async () => {
  let asked = 0;
  const { finals } = await hear(sound(300, 'yes', 1500), { playing: () => asked++ === 4 });
  expect(finals[0]?.whilePlaying).toBe(true);
});

test('the grammar is sent only when it has changed', async () => {
  const decoder = fakeDecoder();
  await hear(sound(300, 'yes', 2500, 'no', 2500, 'yes', 1500), {}, decoder);
  expect(decoder.grammars).toEqual([['yes']]);
});

test('what is expected is asked before anybody speaks, and anew for each utterance', async () => {
  const decoder = fakeDecoder();
  let utterance = 0;
  const completeness = () => 'answer' as const;
  const expecting = () => ({ phrases: [`phrase ${utterance++}`], completeness, playing: () => false });
  await hear(sound(300, 'yes', 2500, 'no', 1500), expecting, decoder);
  expect(decoder.grammars).toEqual([['phrase 0'], ['phrase 1'], ['phrase 2']]);
});

test('a long silence is a time to rest, once, and no word behind it is lost', async () => {
  const { finals, rests } = await hear(sound(20_000, 'yes', 12_000, 'no', 1000));
  expect(texts(finals)).toEqual(['yes', 'no']);
  expect(rests).toBe(2);
});

test.each([
  ['a command that no phrase fits is taken from free transcription', 'install firefox', 'install firefox'],
  ['a yes is not', 'yes', 'install'],
  ['what makes no sense either is told as it was said', 'a lift of nations', 'a lift of nations'],
])('%s', async (_name, freely, expected) => {
  const { finals } = await hear(sound(300, 'install', 2000), {}, fakeDecoder(freely));
  expect(texts(finals)).toEqual([expected]);
});

test('a model that cannot be told what to expect transcribes once, freely', async () => {
  const decoder = fakeDecoder('another sentence');
  const { finals } = await hear(sound(500, 'install', 'firefox', 1000), {}, decoder, false);
  expect(texts(finals)).toEqual(['install firefox']);
});
