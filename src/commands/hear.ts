import { readWav } from '#audio/read-wav.ts';
import { durationMs } from '#audio/samples.ts';
import { systemClock } from '#base/clock.ts';
import { AudioError, ConfigError } from '#base/errors.ts';
import { readGrammarFiles } from '#config/grammars.ts';
import { loadConfig } from '#config/load.ts';
import type { Alternative, HeardFinal } from '#recognition/heard.ts';
import type { Expecting, Recognizer } from '#recognition/recognizer.ts';
import { transcribe } from '#recognition/transcribe.ts';
import { expectingIn, openRecognizer } from '#sound-wiring.ts';
import { type Expectation, IDLE, STATE_NAMES, type StateName } from '#understanding/expectation.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { understand } from '#understanding/understand.ts';
import type { World } from '#understanding/understand-text.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type Command, EXIT, type ExitCode } from './command.ts';
import { type Meaning, meaningOfUnderstanding } from './meaning.ts';

const FLAGS = {
  json: { type: 'boolean', default: false },
  state: { type: 'string', default: 'idle' },
  grammar: { type: 'string' },
  model: { type: 'string' },
} as const;

/** What a recording was taken for (DESIGN.md 8); times in milliseconds. */
type HeardFile = {
  file: string;
  transcript: string;
  alternatives: readonly Alternative[];
  audioMs: number;
  decodeMs: number;
  /** Audio time of the decision; null when nothing was said. */
  decidedMs: number | null;
} & Meaning;

/** What recordings mean, one line each; nothing is carried out. */
export const hear: Command = async ({ args, out, err, environment, paths, signal }) => {
  const { values, positionals: files } = parseFlags(args, FLAGS);
  if (files.length === 0)
    throw new ConfigError('usage', 'Say which recordings to hear: ask-nix hear FILE.wav.');
  const model = values.model === undefined ? {} : { recognizer: { kind: 'vosk', model: values.model } };
  const config = await loadConfig(paths.configFile, environment, model);
  const grammar = await (values.grammar === undefined
    ? openGrammar(paths)
    : readGrammarFiles([values.grammar]));
  const catalogue = openCatalogue(grammar);
  const expectation: Expectation = { ...IDLE, state: stateFrom(values.state) };
  const hearing: Hearing = {
    expecting: expectingIn(grammar, catalogue)(expectation, () => false),
    grammar,
    world: { ...catalogue, installed: [] },
    expectation,
  };
  const tell = (line: string) => err(`ask-nix: ${line}`);
  await using recognizer = await openRecognizer(config.recognizer, systemClock, paths, tell, signal);
  let exit: ExitCode = EXIT.done;
  for (const file of files) {
    signal.throwIfAborted();
    try {
      const heard = await hearFile(file, recognizer, hearing, signal);
      out(values.json ? JSON.stringify(heard) : inWords(heard));
    } catch (error) {
      if (!(error instanceof AudioError)) throw error;
      tell(error.message);
      if (values.json) out(JSON.stringify({ file, error: error.message }));
      exit = EXIT.failed;
    }
  }
  return exit;
};

interface Hearing {
  expecting: Expecting;
  grammar: Grammar;
  world: World;
  expectation: Expectation;
}

async function hearFile(
  file: string,
  recognizer: Recognizer,
  { expecting, grammar, world, expectation }: Hearing,
  signal: AbortSignal,
): Promise<HeardFile> {
  const recording = await readWav(file);
  const finals = await transcribe(recognizer, recording, () => expecting, signal);
  const alternatives = joined(finals);
  const understanding = understand(alternatives, grammar, expectation, world);
  return {
    file,
    transcript: alternatives[0]?.text ?? '',
    alternatives,
    ...meaningOfUnderstanding(understanding, world.settings),
    audioMs: Math.round(durationMs(recording)),
    decodeMs: Math.round(finals.reduce((sum, { decodeMs }) => sum + decodeMs, 0)),
    decidedMs: finals.length === 0 ? null : Math.round(finals.at(-1)?.decidedMs ?? 0),
  };
}

/** Several utterances in one file are taken as one sentence, guess by guess. */
function joined(finals: readonly HeardFinal[]): readonly Alternative[] {
  const [first, ...rest] = finals.filter(({ alternatives }) => alternatives[0].text !== '');
  if (!first) return [];
  return first.alternatives.map((alternative, rank) => ({
    text: [alternative, ...rest.map(({ alternatives }) => alternatives[rank] ?? alternatives[0])]
      .map(({ text }) => text)
      .join(' '),
    score: alternative.score,
  }));
}

function stateFrom(name: string): StateName {
  const state = STATE_NAMES.find((known) => known === name);
  if (state) return state;
  throw new ConfigError('usage', `There is no state ${name}: it is one of ${STATE_NAMES.join(', ')}.`);
}

function inWords({ file, transcript, ...meaning }: HeardFile): string {
  const meant =
    'intents' in meaning ? meaning.intents.join(' + ') : `${meaning.intent} ${JSON.stringify(meaning.slots)}`;
  return `${file}: "${transcript}" — ${meaning.decision}: ${meant}`;
}
