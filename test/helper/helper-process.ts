import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Final } from '#helper/final.ts';
import type { HelperSettings } from '#helper/settings.ts';
import type { PrivilegedCall } from '#nix/privileged.ts';
import type { MiniSystem } from '../nix/mini-system.ts';
import { type Conversation, type HelperUser, helperUser, type Told } from './helper-user.ts';
import { trustedProgram } from './trusted-program.ts';

/** A user who may connect by their group, and one who may not. */
export const MEMBER = { uid: 65534, gid: 65534 };
export const STRANGER = { uid: 2, gid: 2 };

export interface HelperProcess extends AsyncDisposable {
  settings: HelperSettings;
  socket: string;
  /** Of `kill -9`. */
  kill(): Promise<void>;
  /** Another, after the last was killed. */
  start(): Promise<void>;
  /** A call of the member, who is another process and has no rights. */
  begin(call: PrivilegedCall | object): Conversation;
  /** All that the member is told. */
  tells(call: PrivilegedCall | object): Promise<readonly Told[]>;
  /** The last of it. */
  call(call: PrivilegedCall): Promise<Final>;
  audit(): readonly Record<string, unknown>[];
  /** What was only asked, or refused. */
  asked(): readonly Record<string, unknown>[];
}

export function helperSettings({ root, places, environment }: MiniSystem): HelperSettings {
  const at = (name: string) => join(root, name);
  return {
    places,
    state: at('var/lib/ask-nix-helper'),
    log: at('var/log/ask-nix'),
    socket: { path: at('run/ask-nix/helper.sock'), gid: MEMBER.gid },
    environment: { ...environment, NIX_REMOTE: 'daemon' },
    systemctl: at('bin/systemctl'),
    host: 'mini',
    activationLimitMs: 60_000,
  };
}

/** The root helper on a miniature NixOS, as a process of its own. */
export async function helperOn(mini: MiniSystem, more: Partial<HelperSettings> = {}): Promise<HelperProcess> {
  const settings = { ...helperSettings(mini), ...more };
  const socket = join(mini.root, 'run/ask-nix/helper.sock');
  const file = join(mini.root, 'etc/ask-nix-helper.json');
  writeFileSync(file, JSON.stringify(settings));
  mkdirSync(join(mini.root, 'run/ask-nix'), { recursive: true });
  chmodSync(join(mini.root, 'run/ask-nix'), 0o755);
  let helper: ChildProcess;
  let member: HelperUser | undefined;
  const begin = (call: object) => {
    member ??= helperUser(socket, MEMBER);
    return member.begin(call);
  };
  const started: HelperProcess = {
    settings,
    socket,
    async start() {
      const { node, file: program } = trustedProgram();
      const serve = [node, program, 'serve', file];
      helper = spawn('setpriv', ['--pdeathsig', 'KILL', ...serve], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      });
      let said = '';
      helper.stderr?.on('data', (text) => {
        said += text;
      });
      for (const until = Date.now() + 10_000; !isServing(socket); await sleep(5))
        if (Date.now() > until || helper.exitCode !== null) throw new Error(`no helper: ${said}`);
    },
    async kill() {
      await end(helper, 'SIGKILL');
      // A child that it was just about to start may keep it open for a moment.
      rmSync(socket, { force: true });
    },
    begin,
    tells: (call) => begin(call).told,
    async call(call) {
      const last = (await begin(call).told).at(-1);
      if (last?.type === 'result' || last?.type === 'refused') return last;
      throw new Error(`no final news, but ${JSON.stringify(last)}`);
    },
    audit: () => linesOf(join(settings.log, 'helper.jsonl')),
    asked: () => linesOf(join(settings.log, 'helper-asked.jsonl')),
    async [Symbol.asyncDispose]() {
      await member?.[Symbol.asyncDispose]();
      await end(helper, 'SIGTERM');
    },
  };
  await started.start();
  return started;
}

function linesOf(log: string): Record<string, unknown>[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** It listens before it hands the socket to the group. */
function isServing(socket: string): boolean {
  const stats = statSync(socket, { throwIfNoEntry: false });
  return stats?.gid === MEMBER.gid && (stats.mode & 0o777) === 0o660;
}

async function end(program: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const ended = new Promise((resolve) => program.once('exit', resolve));
  program.kill(signal);
  await ended;
}
