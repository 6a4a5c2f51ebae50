import { readFileSync, readlinkSync } from 'node:fs';
import type { Argv } from '#base/run-program.ts';
import type { ActivityRecord } from '../activity.ts';
import type { Attribute } from '../attribute.ts';
import type { NixPlaces } from '../places.ts';
import { parseStorePath, type StorePath } from '../store-path.ts';
import { configurationKind } from './configuration-kind.ts';
import {
  channelArgv,
  type Evaluation,
  flakeArgv,
  keepArgv,
  ownPackageArgv,
  valuesArgv,
} from './evaluate-argv.ts';
import { isOfOld, offlineEnvironment, offlineFailure } from './offline.ts';
import { type OptionValues, parseOptionValues, type WantedValues } from './option-values.ts';
import { type EvaluationFailed, type EvaluatorRun, runEvaluator } from './run-evaluator.ts';

export interface Derived {
  type: 'evaluated';
  derivation: StorePath;
  /** What building it makes; absent for a derivation whose output is known only then. */
  output?: StorePath;
  /** The files of Nix that were read, of a flake in the store; empty when Nix does not tell. */
  files: readonly string[];
}

type Evaluated = Derived | EvaluationFailed;

type OnRecord = (record: ActivityRecord) => void;

/**
 * Asks a Nix process what a configuration is; builds nothing. Both throw NixError when Nix is missing or gives what is no
 * answer, and the signal's reason when aborted.
 */
export interface Evaluator {
  evaluate(evaluation: Evaluation, signal: AbortSignal, onRecord?: OnRecord): Promise<Evaluated>;
  /** A package as a person gets it for themselves, and not as the configuration has it; offline. */
  ownPackage(attribute: Attribute, isPinned: boolean, signal: AbortSignal): Promise<Evaluated>;
  /** What options are set to in the end, and where that is written. */
  values(
    evaluation: Evaluation,
    wanted: WantedValues,
    signal: AbortSignal,
  ): Promise<{ type: 'values'; values: OptionValues } | EvaluationFailed>;
}

const LIMIT_MS = 15 * 60_000;

/**
 * `environment` is the whole one of its processes: `PATH`, `HOME`, `NIX_PATH` and what else Nix heeds. `isAwaited`: whether
 * somebody waits for what it gives.
 */
export function evaluator(
  { store }: Pick<NixPlaces, 'store'>,
  environment: Readonly<Record<string, string>>,
  { limitMs = LIMIT_MS, isAwaited = true }: Partial<Pick<EvaluatorRun, 'limitMs' | 'isAwaited'>> = {},
): Evaluator {
  const run = async (
    argv: Argv,
    { offline = false }: Pick<Evaluation, 'offline'>,
    signal: AbortSignal,
    onRecord?: OnRecord,
    heeded = environment,
  ) => {
    if (!offline) return runEvaluator(argv, { environment: heeded, limitMs, isAwaited, onRecord }, signal);
    let isOld = false;
    const ofRun = {
      environment: offlineEnvironment(heeded),
      limitMs,
      isAwaited,
      onRecord: (record: ActivityRecord) => {
        isOld ||= isOfOld(record);
        onRecord?.(record);
      },
    };
    const done = await runEvaluator(argv, ofRun, signal);
    return done.type === 'failed' ? offlineFailure(done) : isOld ? OF_OLD : done;
  };

  return {
    async evaluate(evaluation, signal, onRecord) {
      const kind = configurationKind(evaluation.folder);
      const isFlake = kind.kind === 'flake';
      const argv = isFlake ? flakeArgv(kind, evaluation) : channelArgv(evaluation);
      const heeded = evaluation.nixpkgs === undefined ? environment : withoutNixpkgs(environment);
      const done = await run(argv, evaluation, signal, onRecord, heeded);
      if (done.type === 'failed') return done;
      const { keptBy } = evaluation;
      const derived = derivedFrom(keptBy && !isFlake ? readlinkSync(keptBy) : done.text, done.files, store);
      if (derived.type === 'evaluated' && keptBy && isFlake) {
        const kept = await run(keepArgv(derived.derivation, keptBy), evaluation, signal);
        if (kept.type === 'failed') return kept;
      }
      return derived;
    },

    async ownPackage(attribute, isPinned, signal) {
      const done = await run(ownPackageArgv(attribute, isPinned), { offline: true }, signal);
      return done.type === 'failed' ? done : derivedFrom(done.text, done.files, store);
    },

    async values(evaluation, wanted, signal) {
      const { folder } = evaluation;
      const kind = configurationKind(folder);
      const done = await run(valuesArgv(kind, evaluation, wanted), evaluation, signal);
      if (done.type === 'failed') return done;
      const source = (kind.kind === 'flake' && kind.workTree) || folder;
      return { type: 'values', values: parseOptionValues(done.text, source) };
    },
  };
}

function derivedFrom(printed: string, files: readonly string[], store: string): Evaluated {
  // A package of several outputs is printed with the one that was meant.
  const derivation = parseStorePath(printed.trim().replace(/!\w+$/, ''), store);
  if (!derivation) return strange(printed);
  const output = outputOf(derivation, store);
  return { type: 'evaluated', derivation, ...(output && { output }), files };
}

/** What cannot be fetched is passed over by Nix with a warning, and the nixpkgs that is there taken instead. */
function withoutNixpkgs({ NIX_PATH = '', ...others }: Readonly<Record<string, string>>) {
  // A colon may be part of a URL.
  const path = NIX_PATH.replaceAll(/(^|:)nixpkgs=(?:[a-z+]+:\/\/)?[^:]*/g, '').replace(/^:/, '');
  return { ...others, NIX_PATH: path };
}

const OF_OLD: EvaluationFailed = {
  ...{ type: 'failed', exitCode: 0, output: 'What was fetched before is to be fetched anew.' },
  needsMore: true,
};

function strange(text: string): EvaluationFailed {
  return { type: 'failed', exitCode: 0, output: `Nix printed what is no derivation: ${text.slice(0, 200)}` };
}

/** A derivation's file begins with its outputs. */
function outputOf(derivation: StorePath, store: string): StorePath | undefined {
  const outputs = /^Derive\(\[((?:\("[^"]*","[^"]*","[^"]*","[^"]*"\),?)+)\]/.exec(
    readFileSync(derivation, 'utf8'),
  )?.[1];
  const path = outputs && /\("out","([^"]+)"/.exec(outputs)?.[1];
  return path ? parseStorePath(path, store) : undefined;
}
