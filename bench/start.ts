import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './row.ts';

const ROOT = join(import.meta.dirname, '..');
const RUNS = 15;
/** Milliseconds and megabytes. */
const BUDGET_MS = 150;
const BUDGET_MB = 100;

/** `ask-nix list generations`: how long a person at a terminal waits, beside a Node that does nothing. */
export async function run(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'ask-nix-bench-'));
  try {
    const env = { ...process.env, HOME: home, XDG_STATE_HOME: '', XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '' };
    const argv = [process.execPath, join(ROOT, 'bin', 'ask-nix'), 'list', 'generations'];
    const first = timed(argv, env);
    const warm = Array.from({ length: RUNS }, () => ({
      asked: timed(argv, env),
      nothing: timed([process.execPath, '-e', '0'], env),
    }));
    const asked = median(warm.map((pair) => pair.asked.ms));
    const nothing = median(warm.map((pair) => pair.nothing.ms));
    const megabytes = Math.max(...warm.map((pair) => pair.asked.megabytes));
    return [
      {
        claim: 'ask-nix list generations, caches warm',
        figure: `${Math.round(asked)} ms, first ever ${Math.round(first.ms)} ms`,
        baseline: `node -e 0: ${Math.round(nothing)} ms, ratio ${(asked / nothing).toFixed(1)}`,
        budget: `≤ ${BUDGET_MS} ms`,
        met: asked <= BUDGET_MS,
      },
      {
        claim: 'its memory at most',
        figure: `${Math.round(megabytes)} MB`,
        budget: `≤ ${BUDGET_MB} MB`,
        met: megabytes <= BUDGET_MB,
      },
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** GNU time is not everywhere, so a small Python reads the child's peak memory. */
const MEASURE = `
import resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL).returncode
print((time.perf_counter() - began) * 1000, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, code)
`;

function timed(argv: readonly string[], env: NodeJS.ProcessEnv): { ms: number; megabytes: number } {
  const { stdout } = spawnSync('python3', ['-c', MEASURE, ...argv], { env, encoding: 'utf8' });
  const [ms = Number.NaN, megabytes = Number.NaN, code] = stdout.trim().split(' ').map(Number);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with exit code ${code}`);
  return { ms, megabytes };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
