import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '#base/run-program.ts';

const PROGRAMS = join(import.meta.dirname, '../../test/measure/score');

/** What a shared scoring program printed: lines for people, and its last line, which is JSON. */
export interface Scored<Total> {
  lines: readonly string[];
  total: Total;
}

/** Runs one of the shared scoring programs, as it is, over what is right and what we answered. */
export async function scoreWith<Total>(
  program: `score_${string}.py`,
  gold: readonly object[],
  predictions: readonly object[],
  args: readonly string[] = [],
): Promise<Scored<Total>> {
  const scratch = await mkdtemp(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const files = [join(scratch, 'gold.jsonl'), join(scratch, 'pred.jsonl')] as const;
    await writeFile(files[0], linesOf(gold));
    await writeFile(files[1], linesOf(predictions));
    const argv = ['python3', join(PROGRAMS, program), ...files, ...args] as const;
    const { stdout, stderr, exitCode } = await runProgram(argv, '', new AbortController().signal);
    if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode}: ${stderr}`);
    const lines = stdout.toString('utf8').trimEnd().split('\n');
    return { lines: lines.slice(0, -1), total: JSON.parse(lines.at(-1) ?? '') as Total };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

export function linesOf(values: readonly object[]): string {
  return values.map((value) => JSON.stringify(value)).join('\n');
}
