import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWav } from '../../src/audio/read-wav.ts';
import { type Samples, silence } from '../../src/audio/samples.ts';
import { VirtualClock } from '../../src/base/virtual-clock.ts';
import type { Heard } from '../../src/recognition/heard.ts';
import type { Expecting, RecognizerOptions } from '../../src/recognition/recognizer.ts';
import { openRecognizer } from '../../src/recognition/recognizers/index.ts';

const recording = await readWav(join(import.meta.dirname, '../sounds/undo-the-last-change.wav'));
const SAID = 'undo the last change';
const expecting = (): Expecting => ({
  phrases: [SAID, 'yes', 'no', 'install firefox'],
  completeness: (text) => (text === SAID ? 'command' : 'incomplete'),
  playing: () => false,
});
const deps = { clock: new VirtualClock(0), log: () => {}, bundledModel: 'models/en-tiny' };

async function* piecesOf(samples: Samples): AsyncGenerator<Samples> {
  for (let read = 0; read < samples.length; read += 480) yield samples.subarray(read, read + 480);
}

describe.each<RecognizerOptions>([{ kind: 'vosk' }, { kind: 'scripted', lines: [SAID] }])(
  '$kind',
  (options) => {
    async function hear(
      samples: AsyncIterable<Samples>,
      signal = new AbortController().signal,
    ): Promise<Heard[]> {
      await using recognizer = await openRecognizer(options, deps, new AbortController().signal);
      return await Array.fromAsync(recognizer.recognize(samples, expecting, signal));
    }

    test('hears a sentence once, as a final whose times are in order', async () => {
      const finals = (await hear(piecesOf(recording))).filter((heard) => heard.type === 'final');
      expect(finals.map(({ alternatives }) => alternatives[0].text)).toEqual([SAID]);
      const [final] = finals;
      expect(final).toMatchObject({ source: 'voice', amends: false, whilePlaying: false });
      expect(final!.startMs).toBeLessThanOrEqual(final!.endMs);
      expect(final!.endMs).toBeLessThanOrEqual(final!.decidedMs);
    });

    test('ends quietly when it is aborted before it begins', async () => {
      expect(await hear(piecesOf(silence(1000)), AbortSignal.abort())).toEqual([]);
    });

    test('can be left in the middle and disposed of', async () => {
      await using recognizer = await openRecognizer(options, deps, new AbortController().signal);
      for await (const heard of recognizer.recognize(
        piecesOf(recording),
        expecting,
        new AbortController().signal,
      )) {
        expect(heard.type).toMatch(/speech-started|final/);
        break;
      }
    });
  },
);

test('a vosk recognizer that is disposed of while it listens ends quietly', async () => {
  const recognizer = await openRecognizer({ kind: 'vosk' }, deps, new AbortController().signal);
  const heard = Array.fromAsync(
    recognizer.recognize(piecesOf(recording), expecting, new AbortController().signal),
  );
  await recognizer[Symbol.asyncDispose]();
  expect((await heard).filter(({ type }) => type === 'final')).toEqual([]);
});
