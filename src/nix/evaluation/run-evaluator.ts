import { constants, setPriority } from 'node:os';
import { NixError } from '#base/errors.ts';
import { type Argv, type RunningProgram, startProgram } from '#base/run-program.ts';
import type { ActivityRecord } from '../activity.ts';
import { boundedLines } from './bounded-lines.ts';
import { parseLogLine, type SourcePlace } from './log-line.ts';

export interface EvaluatorRun {
  environment: Readonly<Record<string, string>>;
  /** It is stopped when it takes longer. */
  limitMs: number;
  /** False: nobody waits for it, so that all others go first. */
  isAwaited?: boolean;
  onRecord?: ((record: ActivityRecord) => void) | undefined;
}

export interface Printed {
  type: 'printed';
  text: string;
  /** The files of Nix that were read, when it was asked to tell them with `-v`. */
  files: readonly string[];
}

/** Evaluating came to nothing. `output`: what Nix said, without colors, its end when it is long. */
export interface EvaluationFailed {
  type: 'failed';
  /** Null: it took longer than it may. */
  exitCode: number | null;
  output: string;
  /** Where Nix says that the error is. */
  at?: SourcePlace;
  /** It was to stay offline and build nothing, and could not be done so. */
  needsMore?: true;
}

const MOST_BYTES = 16_000_000;
const MOST_LINES = 400;
const MOST_FILES = 50_000;

const NORMAL_LEVEL = 3;

/**
 * Runs a program of Nix that logs as internal-json, gently, and gives what it printed. Throws NixError when there is no
 * such program, and the signal's reason when aborted; then the program is gone.
 */
export async function runEvaluator(
  argv: Argv,
  { environment, limitMs, isAwaited = true, onRecord }: EvaluatorRun,
  signal: AbortSignal,
): Promise<Printed | EvaluationFailed> {
  const limit = AbortSignal.timeout(limitMs);
  await using program = startProgram(argv, AbortSignal.any([signal, limit]), { environment });
  program.stdin.end();
  makeGentle(program, isAwaited);
  const printed = readAll(program);
  let said: string[] = [];
  let at: SourcePlace | undefined;
  const files: string[] = [];
  for await (const line of boundedLines(program.stderr)) {
    const { record, at: place } = parseLogLine(line);
    at = place ?? at;
    const level = record?.type === 'line' ? (record.level ?? 0) : 0;
    if (record?.type === 'line' && level > NORMAL_LEVEL) {
      const file = /^evaluating file '(.+)'$/.exec(record.text)?.[1];
      if (file && files.length < MOST_FILES) files.push(file);
      continue;
    }
    if (record) onRecord?.(record);
    if (record?.type !== 'line' || level === NORMAL_LEVEL) continue;
    said.push(record.text);
    if (said.length > 2 * MOST_LINES) said = said.slice(-MOST_LINES);
  }
  const { exitCode, startError } = await program.ended;
  signal.throwIfAborted();
  if (startError)
    throw new NixError('not-installed', `${argv[0]} cannot be started (${startError}): is Nix there?`);
  if (limit.aborted)
    return { type: 'failed', exitCode: null, output: `not evaluated within ${limitMs / 1000} s` };
  if (exitCode === 0) return { type: 'printed', text: await printed, files };
  return { type: 'failed', exitCode, output: said.slice(-MOST_LINES).join('\n'), ...(at && { at }) };
}

/** Somebody is being spoken to while it runs. */
function makeGentle({ pid }: RunningProgram, isAwaited: boolean): void {
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  try {
    if (pid !== undefined) setPriority(pid, isAwaited ? PRIORITY_BELOW_NORMAL : PRIORITY_LOW);
  } catch {
    // It was that quick.
  }
}

async function readAll(program: RunningProgram): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of program.stdout) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) program.stop();
    else chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
