import { aborted } from './aborted.ts';
import { type Argv, type ProgramOutput, startProgram } from './run-program.ts';

/** A program that has not answered by then hangs. */
const PATIENCE_MS = 2_000;
const MOST_BYTES = 16_000_000;

/**
 * Runs what answers at once, without input, in the C locale; undefined when it does not end in time, or prints without
 * end. A missing program ends with exit code 127. Rejects only when aborted.
 */
export async function askProgram(
  argv: Argv,
  signal: AbortSignal,
): Promise<Pick<ProgramOutput, 'exitCode' | 'stdout'> | undefined> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const out: Buffer[] = [];
  let bytes = 0;
  const program = startProgram(['env', 'LC_ALL=C', ...argv], enough);
  program.stdin.end();
  program.stderr.resume();
  program.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) program.stop();
    else out.push(chunk);
  });
  // Not waited for when time is up: it was told to stop, and a child of its own may keep its pipe open.
  const end = await Promise.race([program.ended, aborted(enough)]);
  signal.throwIfAborted();
  if (!end) return undefined;
  return { exitCode: end.exitCode, stdout: Buffer.concat(out) };
}
