import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silence } from '#audio/samples.ts';
import { expectation } from '#dialogue/expectation.ts';
import { replaySound } from '#journal/replay-sound.ts';
import type { Session } from '#journal/session.ts';
import { type HeardFinal, typed } from '#recognition/heard.ts';
import type { Recognizer } from '#recognition/recognizer.ts';
import { mind, recordedSession, sessionsOf } from './recorded-session.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-sound-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const spoken = (text: string, startMs: number, endMs: number): HeardFinal => ({
  ...typed(text),
  source: 'voice',
  startMs,
  endMs,
});

/** Hears what it is told to when the sound has come that far; notes the state that was expected then. */
function recognizerOf(finals: readonly HeardFinal[], states: string[]): Recognizer {
  return {
    async *recognize(samples, expecting) {
      const left = [...finals];
      let heardMs = 0;
      for await (const piece of samples) {
        heardMs += piece.length / 16;
        while (left[0] && left[0].startMs <= heardMs) {
          states.push(expecting().phrases[0] ?? '');
          yield left.shift() as HeardFinal;
        }
      }
    },
  };
}

const expecting = (state: Parameters<typeof expectation>[0]) => ({
  phrases: [expectation(state).state],
  completeness: () => 'command' as const,
  playing: () => false,
});

async function heardAgain(finals: readonly HeardFinal[], states: string[] = []) {
  const file = join(folder, 'events.jsonl');
  const said = [
    spoken('install krita', 1000, 2000),
    spoken('no', 10_000, 10_500),
    spoken('help', 18_000, 18_400),
  ];
  await recordedSession(
    file,
    said.map((final) => ({ ...final, text: final.alternatives[0].text })),
    { everything: true },
  );
  const hearing = { recognizer: recognizerOf(finals, states), expecting };
  const session = sessionsOf(file)[0] as Session;
  return replaySound(session, mind, silence(20_000), hearing, new AbortController().signal);
}

test('the same words at the same places are the same, expected as they were then', async () => {
  const states: string[] = [];
  const finals = [
    spoken('install krita', 1010, 2100),
    spoken('no', 9990, 10_400),
    spoken('help', 18_000, 18_400),
  ];
  expect(await heardAgain(finals, states)).toEqual({
    utterances: 3,
    sameTranscripts: 3,
    extra: [],
    differences: [],
  });
  expect(states).toEqual(['idle', 'confirming', 'idle']);
});

test('other words that mean the same are no difference, others are', async () => {
  const finals = [
    spoken('please install krita', 1000, 2000),
    spoken('yes', 10_000, 10_500),
    spoken('cough', 14_000, 14_100),
  ];
  const { sameTranscripts, extra, differences } = await heardAgain(finals);
  expect([sameTranscripts, extra]).toEqual([0, ['cough']]);
  expect(differences.map(({ atMs, said, saidNow }) => [atMs, said, saidNow])).toEqual([
    [10_000, 'no', 'yes'],
    [18_000, 'help', null],
  ]);
  expect(differences[0]?.is.does[0]).toMatch(/^run /);
});
