/** Packages whose names the bundled model lacks, said by machines: how many are understood by automatic spoken forms. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav } from '../src/audio/read-wav.ts';
import { systemClock } from '../src/base/clock.ts';
import { type Argv, runProgram } from '../src/base/run-program.ts';
import { bundledCatalogue } from '../src/catalogue/bundled-catalogue.ts';
import type { Catalogue } from '../src/catalogue/catalogue.ts';
import type { Package, PackageIndex } from '../src/catalogue/package.ts';
import { packageIndex } from '../src/catalogue/package-index.ts';
import { pathsFrom } from '../src/config/paths.ts';
import { openDecoder } from '../src/recognition/process/decoder.ts';
import { openVoskRecognizer } from '../src/recognition/recognizers/vosk.ts';
import { plainWords } from '../src/recognition/sample-sentences.ts';
import { transcribe } from '../src/recognition/transcribe.ts';
import { expectingIn } from '../src/sound-wiring.ts';
import { IDLE } from '../src/understanding/expectation.ts';
import type { Grammar } from '../src/understanding/grammar.ts';
import { understand } from '../src/understanding/understand.ts';
import { openGrammar } from '../src/wiring.ts';
import type { Row } from './row.ts';

const MODEL = join(import.meta.dirname, '..', 'models/en-tiny');
const NAMES = 30;
const never = new AbortController().signal;

const VOICES: Readonly<Record<string, (text: string, file: string) => Argv>> = {
  'espeak-ng': (text, file) => ['espeak-ng', '-v', 'en-us', '-s', '150', '-w', file, text],
  flite: (text, file) => ['flite', '-voice', 'slt', '-t', text, '-o', file],
};

interface Said {
  attribute: string;
  file: string;
}

export async function run(): Promise<Row[]> {
  const catalogue = bundledCatalogue();
  const { packages } = catalogue;
  const paths = pathsFrom(process.env);
  const grammar = await openGrammar(paths);
  const unknown = await unknownWords(packages);
  const isUnknown = (found: Package) => plainWords(found.attribute).some((word) => unknown.has(word));
  const lacking = packages.all().filter(isUnknown);
  const step = Math.floor(lacking.length / NAMES);
  const chosen = new Set(lacking.filter((_, at) => at % step === 0).slice(0, NAMES));
  const nameless = packages.all().map((found) => (chosen.has(found) ? { ...found, spoken: [] } : found));
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const said = await sayAll([...chosen], folder);
    const automatic = await understood(said, grammar, { ...catalogue, packages: packageIndex(nameless) });
    const byHand = await understood(said, grammar, catalogue);
    const formless = lacking.filter(({ attribute }) => !sayable(attribute, unknown));
    const share = 100 * (1 - formless.length / packages.size);
    return [
      {
        claim: `packages that can be said without names written by hand (${lacking.length} of ${packages.size} lack a word)`,
        figure: `${share.toFixed(1)} %`,
        met: true,
      },
      {
        claim: `${NAMES} of them said by two voices, understood by automatic forms`,
        figure: `${automatic.length} of ${said.length}`,
        baseline: `names written by hand: ${byHand.length}`,
        met: true,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function unknownWords(packages: PackageIndex): Promise<ReadonlyMap<string, readonly string[]>> {
  await using decoder = await openDecoder({ model: MODEL }, never);
  const words = packages.all().flatMap(({ attribute }) => plainWords(attribute));
  return new Map((await decoder.unknownWords(words)).map(({ word, forms }) => [word, forms]));
}

function sayable(attribute: string, unknown: ReadonlyMap<string, readonly string[]>): boolean {
  return plainWords(attribute).every((word) => unknown.get(word)?.length !== 0);
}

async function sayAll(packages: readonly Package[], folder: string): Promise<Said[]> {
  const said: Said[] = [];
  for (const { attribute } of packages) {
    for (const [voice, argvOf] of Object.entries(VOICES)) {
      const file = join(folder, `${attribute}-${voice}.wav`);
      const argv = argvOf(`install ${plainWords(attribute).join(' ')}`, file);
      const { exitCode, startError } = await runProgram(argv, '', never);
      if (exitCode !== 0) throw new Error(`${argv[0]} ended with ${startError ?? exitCode}`);
      said.push({ attribute, file });
    }
  }
  return said;
}

async function understood(
  said: readonly Said[],
  grammar: Grammar,
  catalogue: Catalogue,
): Promise<readonly Said[]> {
  const world = { ...catalogue, installed: [] };
  const expecting = expectingIn(grammar, catalogue)(IDLE, () => false);
  const deps = { clock: systemClock, log: () => {} };
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps, never);
  const right: Said[] = [];
  for (const sound of said) {
    const [final] = await transcribe(recognizer, await readWav(sound.file), () => expecting, never);
    const understanding = understand(final?.alternatives ?? [], grammar, IDLE, world);
    const isRight =
      understanding.decision === 'understood' &&
      understanding.intents.some(({ slots }) => String(slots.package) === sound.attribute);
    if (isRight) right.push(sound);
  }
  return right;
}
