/** How well recordings are transcribed and understood, and how soon after the last sound (test/measure/speech-dev). */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readWav } from '../src/audio/read-wav.ts';
import { systemClock } from '../src/base/clock.ts';
import { runProgram } from '../src/base/run-program.ts';
import { openDecoder } from '../src/recognition/process/decoder.ts';
import type { Expecting } from '../src/recognition/recognizer.ts';
import { openVoskRecognizer } from '../src/recognition/recognizers/vosk.ts';
import { transcribe } from '../src/recognition/transcribe.ts';
import { percent, type Row } from './row.ts';
import { scoreRows } from './scoring/speech.ts';

const ROOT = join(import.meta.dirname, '..');
const MEASURE = join(ROOT, 'test/measure');
const DATA = join(MEASURE, 'speech-dev');
const MODEL = join(ROOT, 'models/en-tiny');
/** Sentence accuracy with a grammar of all transcripts, "new sentences" of the model card's own dev folder. */
const CARD: Readonly<Record<string, number>> = { clean: 95.8, '20dB': 88.3, '10dB': 71.7 };
const CARD_TOLERANCE = 1;
const P95_MS = 700;
/** Vosk computes in steps of 200 ms. */
const VOSK_STEP_SAMPLES = 3_200;

export interface Recording {
  file: string;
  voice: string;
  condition: string;
  group: string;
  pauses: boolean;
  text: string;
  state: string | null;
  oov: boolean;
  in_training_text: boolean;
  speechEndMs: number;
  intent?: string | null;
  intents?: readonly string[];
  slots?: { target?: string };
}

/** A line of `ask-nix hear --json`. */
export interface Hearing {
  file: string;
  transcript: string;
  decidedMs: number | null;
}

const never = new AbortController().signal;

export async function run(): Promise<Row[]> {
  const recordings = (await readFile(join(DATA, 'manifest.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Recording);
  const plain = await transcribePlainly(recordings);
  const cut = await transcribeCut(recordings);
  const hearings = await hearAll(recordings);
  return [
    ...cardRows(recordings, plain),
    cutRow(recordings, plain, cut),
    ...ownRows(recordings, hearings),
    ...(await scoreRows(recordings, hearings)),
    ...latencyRows(recordings, hearings, plain),
  ];
}

interface Plain {
  text: string;
}

/** As the model card measures: a grammar of all transcripts and [unk], each recording as a whole. */
async function transcribePlainly(recordings: readonly Recording[]): Promise<Map<string, Plain>> {
  await using decoder = await openDecoder({ model: MODEL }, never);
  await decoder.setGrammar([...new Set(recordings.map(({ text }) => text))]);
  const plain = new Map<string, Plain>();
  for (const { file } of recordings) {
    const samples = await readWav(join(DATA, file));
    await decoder.start();
    for (let read = 0; read < samples.length; read += VOSK_STEP_SAMPLES) {
      await decoder.accept(samples.subarray(read, read + VOSK_STEP_SAMPLES));
    }
    plain.set(file, { text: (await decoder.finish()).alternatives[0]?.text ?? '' });
  }
  return plain;
}

/** The same grammar, but found, cut and decided by our own endpointing. */
async function transcribeCut(recordings: readonly Recording[]): Promise<Map<string, Plain>> {
  const phrases = [...new Set(recordings.map(({ text }) => text))];
  const whole = new Set(phrases);
  const completeness = (text: string) => (whole.has(text) ? 'command' : 'incomplete');
  const expecting: Expecting = { phrases, completeness, playing: () => false };
  await using recognizer = await openVoskRecognizer(
    { model: MODEL },
    { clock: systemClock, log: () => {} },
    never,
  );
  const cut = new Map<string, Plain>();
  for (const { file } of recordings) {
    const finals = await transcribe(recognizer, await readWav(join(DATA, file)), () => expecting, never);
    const texts = finals.map(({ alternatives }) => alternatives[0].text);
    cut.set(file, { text: texts.filter((text) => text !== '').join(' ') });
  }
  return cut;
}

function cutRow(
  recordings: readonly Recording[],
  plain: ReadonlyMap<string, Plain>,
  cut: ReadonlyMap<string, Plain>,
): Row {
  const figure = share(recordings, ({ file, text }) => cut.get(file)?.text === text);
  const whole = share(recordings, ({ file, text }) => plain.get(file)?.text === text);
  return {
    claim: 'the same, cut by our endpointing',
    figure: percent(figure),
    baseline: `whole files ${percent(whole)}`,
    budget: `≥ ${percent(whole - CARD_TOLERANCE)}`,
    met: figure >= whole - CARD_TOLERANCE,
  };
}

/** Through the whole program, as a person would call it; one call per state. */
async function hearAll(recordings: readonly Recording[]): Promise<Map<string, Hearing>> {
  const hearings = new Map<string, Hearing>();
  for (const [state, group] of Map.groupBy(recordings, (recording) => recording.state ?? 'idle')) {
    const files = group.map(({ file }) => join(DATA, file));
    const program = [
      process.execPath,
      join(ROOT, 'src/main.ts'),
      'hear',
      '--json',
      '--state',
      state,
      ...files,
    ] as const;
    const { stdout, stderr, exitCode } = await runProgram(program, '', never);
    if (exitCode !== 0) throw new Error(`hear ended with ${exitCode}: ${stderr}`);
    for (const line of stdout.toString('utf8').trim().split('\n')) {
      const hearing = JSON.parse(line) as Hearing;
      hearings.set(`wav/${basename(hearing.file)}`, hearing);
    }
  }
  return hearings;
}

function cardRows(recordings: readonly Recording[], plain: ReadonlyMap<string, Plain>): Row[] {
  const likeCard = recordings.filter(
    ({ group, pauses, in_training_text }) => group === 'base' && !pauses && !in_training_text,
  );
  const isRight = ({ file, text }: Recording) => plain.get(file)?.text === text;
  const everything = share(recordings, isRight);
  const rows = [...Map.groupBy(likeCard, ({ condition }) => condition)].map(([condition, group]): Row => {
    const figure = share(group, isRight);
    const wanted = (CARD[condition] ?? 0) - CARD_TOLERANCE;
    return {
      claim: `transcript right, grammar of all transcripts, new sentences, ${condition} (${group.length})`,
      figure: percent(figure),
      baseline: `model card ${CARD[condition]} %`,
      budget: `≥ ${percent(wanted)}`,
      met: figure >= wanted,
    };
  });
  const claim = `transcript right, grammar of all transcripts, everything (${recordings.length})`;
  return [...rows, { claim, figure: percent(everything), met: true }];
}

function ownRows(recordings: readonly Recording[], hearings: ReadonlyMap<string, Hearing>): Row[] {
  const addressed = recordings.filter(({ oov }) => !oov);
  const rows: Row[] = [];
  for (const key of ['condition', 'voice'] as const) {
    for (const [value, group] of Map.groupBy(addressed, (recording) => recording[key])) {
      const figure = share(group, ({ file, text }) => hearings.get(file)?.transcript === text);
      rows.push({
        claim: `transcript right, our grammar, ${value} (${group.length})`,
        figure: percent(figure),
        met: true,
      });
    }
  }
  return rows;
}

function latencyRows(
  recordings: readonly Recording[],
  hearings: ReadonlyMap<string, Hearing>,
  plain: ReadonlyMap<string, Plain>,
): Row[] {
  const waits = recordings
    .flatMap(({ file, speechEndMs }) => {
      const decidedMs = hearings.get(file)?.decidedMs;
      return decidedMs === null || decidedMs === undefined ? [] : [decidedMs - speechEndMs];
    })
    .sort((a, b) => a - b);
  const at = (part: number) => Math.round(waits[Math.floor(part * (waits.length - 1))] ?? Number.NaN);
  return [
    {
      claim: `end of speech to decision, median (${waits.length} of ${plain.size})`,
      figure: `${at(0.5)} ms`,
      met: true,
    },
    {
      claim: 'end of speech to decision, 95 of 100',
      figure: `${at(0.95)} ms`,
      budget: `≤ ${P95_MS} ms`,
      met: at(0.95) <= P95_MS,
    },
  ];
}

function share<Item>(items: readonly Item[], isRight: (item: Item) => boolean): number {
  return (100 * items.filter(isRight).length) / items.length;
}
