import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A Nix daemon of our own. It dies with this process, even when that is killed. */
export async function startDaemon(environment: Record<string, string>): Promise<AsyncDisposable> {
  const socket = environment.NIX_DAEMON_SOCKET_PATH as string;
  rmSync(socket, { force: true });
  const daemon = spawn('setpriv', ['--pdeathsig', 'KILL', 'nix-daemon', '--daemon'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  daemon.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => {
    daemon.once('close', () => resolve());
    daemon.once('error', () => resolve());
  });
  const stop = async () => {
    for (const worker of childrenOf(daemon.pid)) kill(worker);
    daemon.kill('SIGKILL');
    await ended;
  };
  for (const until = Date.now() + 5000; !existsSync(socket); await sleep(2)) {
    if (Date.now() < until && daemon.exitCode === null) continue;
    await stop();
    throw new Error(`the Nix daemon did not come up: ${said}`);
  }
  return { [Symbol.asyncDispose]: stop };
}

/** The daemon's process for each connection, which would outlive it until its client has gone. */
function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}
