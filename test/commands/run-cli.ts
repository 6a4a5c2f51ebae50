import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ended } from '../machine/run.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface CliRun {
  exit: number | null;
  out: string;
  err: string;
  /** Lines of `out`. */
  lines: string[];
}

/** A person's account of its own: no settings, no practice system, no journal; jobs run a hundred times as fast. */
export class Account implements Disposable {
  readonly home = mkdtempSync(join(tmpdir(), 'ask-nix-account-'));
  readonly #environment: Record<string, string>;

  constructor(environment: Record<string, string> = {}) {
    this.#environment = environment;
  }

  /** Runs `ask-nix` as a person without a terminal would, with `input` on its stdin. */
  run(args: readonly string[], input = ''): Promise<CliRun> {
    const child = this.start(args);
    child.stdin.end(input);
    return finished(child);
  }

  start(args: readonly string[]) {
    return spawn(process.execPath, [join(ROOT, 'bin', 'ask-nix'), ...args], {
      env: {
        PATH: process.env.PATH,
        HOME: this.home,
        XDG_STATE_HOME: join(this.home, 'state'),
        XDG_CONFIG_HOME: join(this.home, 'config'),
        XDG_RUNTIME_DIR: join(this.home, 'runtime'),
        XDG_CACHE_HOME: join(tmpdir(), 'ask-nix-test-cache'),
        ASK_NIX_PACE: '100',
        ASK_NIX_SPEAKER: 'none',
        ...this.#environment,
      },
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

export async function finished(child: ReturnType<Account['start']>): Promise<CliRun> {
  const { exit, out, err } = await ended(child);
  return { exit, out, err, lines: out.split('\n').filter((line) => line !== '') };
}
