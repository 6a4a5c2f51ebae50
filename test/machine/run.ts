import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'ask-nix');

export interface Run {
  exit: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** How the program is started: everything of a machine that can be odd. */
interface Conditions {
  /** Over the usual environment; undefined takes a variable away. */
  environment?: Record<string, string | undefined>;
  cwd?: string;
  /** A program and its arguments that start ours: `prlimit --nofile=64`. */
  through?: readonly string[];
  stdin?: string | Uint8Array;
}

/** A shell that sets something up and becomes our program: `sh('ulimit -n 64')`, `sh('', '<&-')`. */
export function sh(before: string, redirections = ''): string[] {
  return ['sh', '-c', `${before || ':'}; exec "$@" ${redirections}`, 'sh'];
}

/** Root without what makes root special: permissions of files bind it as they bind people. */
export const UNPRIVILEGED: readonly string[] =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all'] : [];

/** Folders of a person's own, below `home`; only what the cache holds is shared, to be quick. */
export class Person implements Disposable {
  readonly home = mkdtempSync(join(tmpdir(), 'ask-nix-machine-'));

  environment(): Record<string, string | undefined> {
    return {
      PATH: process.env.PATH,
      HOME: this.home,
      XDG_STATE_HOME: join(this.home, 'state'),
      XDG_CONFIG_HOME: join(this.home, 'config'),
      XDG_RUNTIME_DIR: join(this.home, 'runtime'),
      XDG_CACHE_HOME: join(tmpdir(), 'ask-nix-test-cache'),
      ASK_NIX_PACE: '100',
      ASK_NIX_SPEAKER: 'none',
    };
  }

  start(args: readonly string[], { environment, cwd, through = [] }: Conditions = {}) {
    const [program = '', ...rest] = [...through, process.execPath, PROGRAM, ...args];
    return spawn(program, rest, { env: { ...this.environment(), ...environment }, cwd });
  }

  run(args: readonly string[], conditions: Conditions = {}): Promise<Run> {
    const child = this.start(args, conditions);
    child.stdin.on('error', () => {});
    child.stdin.end(conditions.stdin ?? '');
    return ended(child);
  }

  async practiceState(): Promise<{ exit: number | null; generation: number; installed: number }> {
    const { exit, out } = await this.run(['status', '--json']);
    return { exit, ...JSON.parse(out || '{}') };
  }

  [Symbol.dispose](): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

export async function ended(child: ReturnType<Person['start']>): Promise<Run> {
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => resolve({ exit, signal, out, err }));
  });
}

/** What no condition of a machine may lead to. */
export function isOurBug({ exit, signal, err }: Run): boolean {
  return exit === 70 || signal !== null || /bug of ours|at .*\.ts:\d+|node:internal/.test(err);
}
