import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseNews } from '#nix/privileged/wire.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';

const PROGRAM = join(import.meta.dirname, '../programs/helper-call.ts');

export type Told = PrivilegedNews | { type: 'thrown'; code: string };

export interface Conversation {
  told: Promise<readonly Told[]>;
  /** Breaks the call off, as an aborted signal does. */
  breakOff(): void;
}

/** A process of another user, which says calls to the helper at `socket`. */
export interface HelperUser extends AsyncDisposable {
  /** What does not fit the schema is said as it is. */
  begin(call: PrivilegedCall | object): Conversation;
  kill(): void;
}

export function helperUser(socket: string, { uid, gid }: { uid: number; gid: number }): HelperUser {
  const who = ['--pdeathsig', 'KILL', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const program = spawn('setpriv', [...who, process.execPath, PROGRAM, socket], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  const ended = new Promise<void>((resolve) => program.once('close', () => resolve()));
  const open = new Map<string, { told: Told[]; over(told: readonly Told[]): void }>();
  createInterface({ input: program.stdout }).on('line', (line) => {
    const id = line.slice(0, line.indexOf(' '));
    const text = line.slice(id.length + 1);
    const call = open.get(id);
    if (text === 'over') call?.over(call.told);
    else call?.told.push(parseNews(text) ?? (JSON.parse(text) as Told));
  });
  void ended.then(() => {
    for (const { told, over } of open.values()) over(told);
  });
  let calls = 0;
  return {
    begin(call) {
      const id = String(++calls);
      const { promise, resolve } = Promise.withResolvers<readonly Told[]>();
      open.set(id, { told: [], over: resolve });
      program.stdin.write(`${id} ${JSON.stringify(call)}\n`);
      return { told: promise, breakOff: () => void program.stdin.write(`${id}\n`) };
    },
    kill: () => void program.kill('SIGKILL'),
    async [Symbol.asyncDispose]() {
      program.kill('SIGKILL');
      await ended;
    },
  };
}
