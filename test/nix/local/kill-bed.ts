import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#base/clock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import type { Nix } from '#nix/nix.ts';
import { helperClient } from '#nix/privileged/helper-client.ts';
import type { Request } from '#nix/request.ts';
import { type HelperProcess, helperOn, helperSettings } from '../../helper/helper-process.ts';
import { type MiniOptions, type MiniSystem, miniSystem } from '../mini-system.ts';
import { openLocal } from './local-fixture.ts';

const HOME = join(import.meta.dirname, '../../..');
const PROGRAM = join(HOME, 'test/programs/local-change.ts');

/** So many that some may be deleted. */
const PAST = ['hello', 'vim', 'firefox', 'htop', 'feh', 'tmux'].map((_, index, all) => ({
  daysAgo: 60 - 10 * index,
  managed: { packages: all.slice(0, index + 1), options: { 'services.nginx.enable': true } },
}));

/** A NixOS in miniature that is changed by processes which are killed. */
export interface KillBed extends AsyncDisposable {
  mini: MiniSystem;
  journal: string;
  /** By which it is changed; absent: by the processes themselves, which are root's. */
  helper?: HelperProcess;
  /** Opens it as another process does. */
  open(): Promise<Nix>;
  /** What a process says that makes this change; it is killed as `killing` says, or lives to its end. */
  change(requests: readonly Request[], killing?: Killing): Promise<Said>;
}

export interface Killing {
  /** After it has said this … */
  after: Step;
  /** … by so long. */
  ms: number;
  victim: Victim;
}
/**
 * `process`: what it started lives on. `group`: that too, without what outlives it on purpose. `all`: as if the machine went
 * dark. `helper`: the root helper, while the process waits for it. `both`.
 */
export type Victim = 'process' | 'group' | 'all' | 'helper' | 'both';
type Step = 'ready' | 'planning' | 'begun';

interface Said {
  steps: string[];
  /** Absent when it was killed before. */
  answer?: { type: string; restored?: boolean };
  /** When each was said, since it was started. */
  atMs: number[];
}

export async function killBed(options: MiniOptions & { byHelper?: boolean } = {}): Promise<KillBed> {
  await using made = new AsyncDisposableStack();
  const mini = made.use(await miniSystem({ past: PAST, ...options }));
  const helper = options.byHelper ? made.use(await helperOn(mini)) : undefined;
  const all = made.move();
  const { root, places, environment } = mini;
  const journal = join(root, 'home/.local/state/ask-nix/journal.jsonl');
  const argv = [PROGRAM, JSON.stringify({ root, places, environment }), journal];
  if (helper) argv.push(helper.socket);
  const env = { ...environment, NODE_COMPILE_CACHE: join(root, 'compiled') };

  async function kill(pid: number, victim: Victim): Promise<void> {
    const killed = victim === 'helper' || victim === 'both' ? helper?.kill() : undefined;
    if (victim !== 'helper') end(victim === 'group' || victim === 'all' ? -pid : pid);
    if (victim === 'all') for (const other of processesOf(root)) end(other);
    await killed;
  }

  return {
    mini,
    journal,
    ...(helper && { helper }),
    open: () =>
      openLocal(
        mini,
        helper ? helperClient(helper.socket) : rootPrivileged(helperSettings(mini), HOME, systemClock),
      ),
    async change(requests, killing) {
      const child = spawn(process.execPath, argv, {
        env,
        detached: true,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdin.on('error', () => {});
      child.stdin.end(`${JSON.stringify(requests)}\n`);
      const said: Said = { steps: [], atMs: [] };
      const startedAt = performance.now();
      for await (const line of createInterface({ input: child.stdout })) {
        said.atMs.push(performance.now() - startedAt);
        if (line.startsWith('{')) said.answer = JSON.parse(line);
        else said.steps.push(line);
        if (killing?.after !== line) continue;
        await sleep(killing.ms);
        if (child.exitCode === null) await kill(child.pid as number, killing.victim);
      }
      await ended;
      if (!said.answer && child.signalCode !== 'SIGKILL')
        throw new Error(`it ended by itself: ${argv.join(' ')}`);
      return said;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Those that work on the system below `root`, but its daemon and what that builds with. */
function processesOf(root: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => isOf(pid, root))
    .map(Number);
}

function isOf(pid: string, root: string): boolean {
  try {
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return argv.includes(root) && !argv.includes('nix-daemon');
  } catch {
    // It has ended meanwhile.
    return false;
  }
}
