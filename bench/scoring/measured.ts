import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '#base/run-program.ts';
import { linesOf } from './scorer.ts';

const ROOT = join(import.meta.dirname, '../..');

/** All lines of a file of test/measure. */
export async function readMeasured<Line>(file: string): Promise<readonly Line[]> {
  const text = await readFile(join(ROOT, 'test/measure', file), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** What `ask-nix COMMAND --json` answers to these lines, for somebody who has no settings and no grammars of their own. */
export async function answersOf(
  command: 'understand' | 'rehearse',
  questions: readonly object[],
): Promise<readonly object[]> {
  const home = await mkdtemp(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const places = ['STATE', 'CONFIG', 'CACHE', 'DATA'].map((place) => `XDG_${place}_HOME=`);
    const program = [process.execPath, join(ROOT, 'src/main.ts'), command, '--json'];
    const argv = ['env', `HOME=${home}`, ...places, ...program] as const;
    const input = `${linesOf(questions)}\n`;
    const { stdout, stderr, exitCode } = await runProgram(argv, input, new AbortController().signal);
    if (exitCode !== 0) throw new Error(`${command} ended with ${exitCode}: ${stderr}`);
    return stdout
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
  } finally {
    await rm(home, { recursive: true });
  }
}
