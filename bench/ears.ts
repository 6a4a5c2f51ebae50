/** How soon the whole program listens, and how soon again when its recognizer is killed. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav } from '../src/audio/read-wav.ts';
import { durationMs, type Samples, silence } from '../src/audio/samples.ts';
import type { Row } from './row.ts';

const ROOT = join(import.meta.dirname, '..');
const RUNS = 5;
const START_MS = 1200;
const CRASH_MS = 1500;
const CHUNK_SAMPLES = 320;
const CHUNK_MS = 20;
/** Of 32 768. */
const LOUD = 300;

export async function run(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  try {
    mkdirSync(join(home, 'ask-nix'));
    writeFileSync(join(home, 'ask-nix/config.yaml'), 'microphone: { kind: stdin }\n');
    const sentence = withoutEnd(await readWav(join(ROOT, 'demo/01-list-generations.wav')));
    const starts: number[] = [];
    const nothing: number[] = [];
    const waits: Record<Killed, number[]> = { never: [], before: [], amid: [] };
    // Caches are filled by the first.
    await (await startListening(home))[Symbol.asyncDispose]();
    for (let at = 0; at < RUNS; at++) {
      nothing.push(timeOfNothing());
      await using listener = await startListening(home);
      starts.push(listener.startedMs);
      await listener.hear(silence(1500));
      for (const killed of ['never', 'before', 'amid'] as const)
        waits[killed].push(await waitFor(listener, sentence, killed));
    }
    const [start, node] = [median(starts), median(nothing)];
    const usual = median(waits.never);
    return [
      {
        claim: 'ask-nix listen: start to "listening"',
        figure: `${Math.round(start)} ms, at most ${Math.round(Math.max(...starts))} ms`,
        baseline: `node -e 0: ${Math.round(node)} ms, ratio ${(start / node).toFixed(1)}`,
        budget: `≤ ${START_MS} ms`,
        met: start <= START_MS,
      },
      ...(['before', 'amid'] as const).map((killed): Row => {
        const wait = median(waits[killed]);
        return {
          claim: `recognizer killed ${killed === 'amid' ? 'in the middle of a sentence' : 'as a sentence begins'}: end of the sentence to its answer`,
          figure: `${Math.round(wait)} ms, at most ${Math.round(Math.max(...waits[killed]))} ms`,
          baseline: `not killed: ${Math.round(usual)} ms, ${Math.round(wait - usual)} ms less; ratio to node -e 0 ${(wait / node).toFixed(1)}`,
          budget: `≤ ${CRASH_MS} ms`,
          met: wait <= CRASH_MS,
        };
      }),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

type Killed = 'never' | 'before' | 'amid';

/** Up to its last sound. */
function withoutEnd(samples: Samples): Samples {
  return samples.subarray(0, samples.findLastIndex((sample) => Math.abs(sample) > LOUD) + 1);
}

/** Milliseconds from the end of the sentence's sound to the answer. Fails when it is not heard. */
async function waitFor(listener: Listener, sentence: Samples, killed: Killed): Promise<number> {
  const answered = listener.next(/you: list (the )?generations/);
  if (killed === 'before') listener.killRecognizer();
  const half = Math.floor(sentence.length / 2 / CHUNK_SAMPLES) * CHUNK_SAMPLES;
  await listener.hear(sentence.subarray(0, half));
  if (killed === 'amid') listener.killRecognizer();
  await listener.hear(sentence.subarray(half));
  const endedAt = performance.now();
  let isOver = false;
  const over = answered.finally(() => {
    isOver = true;
  });
  while (!isOver) await listener.hear(silence(100));
  // What is said within a second would belong to it.
  await listener.hear(silence(1500));
  return (await over) - endedAt;
}

interface Listener extends AsyncDisposable {
  startedMs: number;
  /** Plays samples into its ears, as slowly as they were spoken. */
  hear(samples: Samples): Promise<void>;
  /** When the next line that fits was printed. */
  next(pattern: RegExp): Promise<number>;
  killRecognizer(): void;
}

async function startListening(home: string): Promise<Listener> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'bin/ask-nix'), 'listen', '--mode', 'always'], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_STATE_HOME: home,
      XDG_CACHE_HOME: home,
      XDG_DATA_HOME: home,
      XDG_RUNTIME_DIR: home,
      ASK_NIX_SPEAKER: 'none',
    },
  });
  const next = lineWatcher(child);
  const startedMs = (await next(/listening/i)) - startedAt;
  return {
    startedMs,
    next,
    hear: (samples) => play(samples, child),
    killRecognizer: () => process.kill(recognizerOf(child.pid as number), 'SIGKILL'),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function lineWatcher(child: ChildProcessWithoutNullStreams): Listener['next'] {
  let printed = '';
  let check = () => {};
  const take = (bytes: Buffer) => {
    printed += bytes.toString('utf8');
    check();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return (pattern) =>
    new Promise((resolve, reject) => {
      const from = printed.length;
      const tooLate = setTimeout(
        () => reject(new Error(`waited for ${pattern}: ${printed.slice(from)}`)),
        20_000,
      );
      check = () => {
        if (!pattern.test(printed.slice(from))) return;
        clearTimeout(tooLate);
        check = () => {};
        resolve(performance.now());
      };
    });
}

async function play(samples: Samples, { stdin }: ChildProcessWithoutNullStreams): Promise<void> {
  const startedAt = performance.now();
  for (let read = 0; read < samples.length; read += CHUNK_SAMPLES) {
    const chunk = samples.slice(read, read + CHUNK_SAMPLES);
    stdin.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const playedMs = durationMs(samples.subarray(0, read + CHUNK_SAMPLES));
    const aheadMs = startedAt + playedMs - performance.now();
    if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(aheadMs, CHUNK_MS)));
  }
}

function recognizerOf(parent: number): number {
  const found = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const isChild = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      return (
        isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('recognition/process/program.ts')
      );
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error('there is no recognizer to kill');
  return Number(found);
}

function timeOfNothing(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
