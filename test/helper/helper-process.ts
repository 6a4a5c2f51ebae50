import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Final } from '../../src/helper/final.ts';
import type { HelperSettings } from '../../src/helper/settings.ts';
import { parseNews } from '../../src/nix/privileged/wire.ts';
import type { PrivilegedCall, PrivilegedNews } from '../../src/nix/privileged.ts';
import type { MiniSystem } from '../nix/mini-system.ts';

const HOME = join(import.meta.dirname, '..', '..');
/** A user who may connect by their group, and one who may not. */
export const MEMBER = { uid: 65534, gid: 65534 };
export const STRANGER = { uid: 2, gid: 2 };

export interface HelperProcess extends AsyncDisposable {
  settings: HelperSettings;
  socket: string;
  pid(): number;
  /** Another, after the last was killed or ended. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** What a process of the member is told. */
  tells(call: PrivilegedCall | object, as?: { uid: number; gid: number }): Promise<readonly Told[]>;
  /** The last of that. */
  call(call: PrivilegedCall): Promise<Final>;
  /** A call that can be broken off. */
  begin(call: PrivilegedCall): { process: ChildProcess; told: Promise<readonly Told[]> };
  audit(): readonly Record<string, unknown>[];
}

export type Told = PrivilegedNews | { type: 'thrown'; code: string };

export function helperSettings({ root, places, environment }: MiniSystem): HelperSettings {
  const at = (name: string) => join(root, name);
  return {
    places,
    state: at('var/lib/ask-nix-helper'),
    log: at('var/log/ask-nix'),
    socket: { path: at('run/ask-nix/helper.sock'), gid: MEMBER.gid },
    environment,
    systemctl: join(root, 'bin/systemctl'),
  };
}

/** The root helper on a miniature NixOS, as a process of its own. */
export async function helperOn(mini: MiniSystem): Promise<HelperProcess> {
  const settings = helperSettings(mini);
  const socket = settings.socket!.path;
  const file = join(mini.root, 'etc/ask-nix-helper.json');
  writeFileSync(file, JSON.stringify(settings));
  mkdirSync(join(mini.root, 'run/ask-nix'), { recursive: true });
  chmodSync(join(mini.root, 'run/ask-nix'), 0o755);
  let helper: ChildProcess | undefined;
  let said = '';
  const ended = () =>
    helper && helper.exitCode === null && helper.signalCode === null
      ? new Promise((resolve) => helper?.once('exit', resolve))
      : Promise.resolve();

  const begin = (call: object, { uid, gid } = MEMBER) => {
    const program = [
      process.execPath,
      join(HOME, 'test/programs/helper-call.ts'),
      socket,
      JSON.stringify(call),
    ];
    const process_ = spawn('setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH },
    });
    const told = readAll(process_).then((text) => text.split('\n').filter(Boolean).map(parseTold));
    return { process: process_, told };
  };
  const started: HelperProcess = {
    settings,
    socket,
    pid: () => helper?.pid ?? 0,
    async start() {
      helper = spawn(process.execPath, [join(HOME, 'bin/ask-nix-helper'), 'serve', file], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {},
      });
      helper.stderr?.on('data', (text) => {
        said += text;
      });
      const { pid } = helper;
      for (const until = Date.now() + 10_000; !(await isServing(pid, socket)); await sleep(10))
        if (Date.now() > until || helper.exitCode !== null) throw new Error(`no helper: ${said}`);
    },
    async kill() {
      helper?.kill('SIGKILL');
      await ended();
    },
    begin,
    tells: (call, as) => begin(call, as).told,
    async call(call) {
      const last = (await begin(call).told).at(-1);
      if (last?.type !== 'result' && last?.type !== 'refused')
        throw new Error(`no final news, but ${JSON.stringify(last)}; ${said}`);
      return last;
    },
    audit() {
      const log = join(settings.log, 'helper.jsonl');
      if (!existsSync(log)) return [];
      return readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
    async [Symbol.asyncDispose]() {
      helper?.kill('SIGTERM');
      await ended();
    },
  };
  await started.start();
  return started;
}

/** The socket is there before it is the group's. */
async function isServing(pid: number | undefined, socket: string): Promise<boolean> {
  if (!existsSync(socket)) return false;
  const { stat } = await import('node:fs/promises');
  const stats = await stat(socket).catch(() => undefined);
  const sockets = readFileSync('/proc/net/unix', 'utf8');
  return (
    pid !== undefined &&
    stats?.gid === MEMBER.gid &&
    (stats.mode & 0o777) === 0o660 &&
    sockets.includes(socket)
  );
}

function parseTold(line: string): Told {
  const news = parseNews(line);
  return news ?? (JSON.parse(line) as Told);
}

async function readAll({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout!) text += chunk;
  return text;
}
