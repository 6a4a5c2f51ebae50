import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export type Argv = readonly [program: string, ...args: string[]];

/** Where a program runs, if not as we do. */
export interface ProgramSetting {
  /** Its whole environment, in place of ours. */
  environment?: Readonly<Record<string, string>>;
  /** Its working directory. */
  folder?: string;
  /** Everybody may read what it makes, as of any program of root; else that is for its owner alone. */
  isShared?: boolean;
  /** An open file of ours that it finds as its fourth, 3. */
  handed?: number;
}

/** A program that runs beside us. Never a shell: an argv array goes to the system as it is. */
export interface RunningProgram extends AsyncDisposable {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly pid: number | undefined;
  /** Settles once, when the program is gone or could not be started; never rejects. */
  readonly ended: Promise<ProgramEnd>;
  /** SIGTERM, and SIGKILL after half a second to who does not listen. */
  stop(): void;
  /** From now on it keeps our process from ending no longer. */
  unref(): void;
}

interface ProgramEnd {
  /** Exit code; null when a signal ended it or it never started. */
  exitCode: number | null;
  /** `ENOENT`, `EACCES`, …: why it could not be started. */
  startError?: string;
}

/** Starts `argv`. Aborting `signal` stops it. A missing program is an end with `startError`, not an exception. */
export function startProgram(argv: Argv, signal: AbortSignal, setting: ProgramSetting = {}): RunningProgram {
  const [program, ...args] = argv;
  const handed = setting.handed === undefined ? [] : [setting.handed];
  const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', ...handed];
  const child = withUmask(setting, (options) => spawn(program, args, { ...options, stdio }));
  return supervise(child, signal);
}

/** A program has the umask that we had when it began. */
function withUmask<Child>(
  { environment, folder, isShared }: ProgramSetting,
  begin: (options: { env: ProgramSetting['environment']; cwd: string | undefined }) => Child,
): Child {
  const own = isShared ? process.umask(0o022) : undefined;
  try {
    return begin({ env: environment, cwd: folder });
  } finally {
    if (own !== undefined) process.umask(own);
  }
}

function supervise(child: ChildProcess, signal: AbortSignal): RunningProgram {
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ exitCode: null, startError: error.code ?? error.message }),
    );
    child.once('close', (exitCode) => resolve({ exitCode }));
  });
  const stop = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 500);
    void ended.then(() => clearTimeout(timer));
  };
  signal.addEventListener('abort', stop, { once: true });
  void ended.then(() => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
  const stdin = child.stdin as Writable;
  // A reader that died closes its pipe; that it died is told by `ended`.
  stdin.on('error', () => {});
  return {
    stdin,
    stdout: child.stdout as Readable,
    stderr: child.stderr as Readable,
    pid: child.pid,
    ended,
    stop,
    unref() {
      child.unref();
      // Pipes, which their type does not tell.
      for (const pipe of child.stdio) (pipe as { unref?(): void } | null)?.unref?.();
    },
    async [Symbol.asyncDispose]() {
      stop();
      await ended;
    },
  };
}

export interface ProgramOutput extends ProgramEnd {
  stdout: Buffer;
  stderr: string;
}

/** Runs `argv` to its end with `input` on stdin and gives all it printed. Rejects only when aborted. */
export async function runProgram(
  argv: Argv,
  input: string | Uint8Array,
  signal: AbortSignal,
  setting: ProgramSetting = {},
): Promise<ProgramOutput> {
  await using program = startProgram(argv, signal, setting);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  program.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  program.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  program.stdin.end(input);
  const end = await program.ended;
  signal.throwIfAborted();
  return { ...end, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') };
}

/** Runs `argv` to its end with nothing to read; what it prints goes to the open file `output`, even without us. */
export async function runInto(
  argv: Argv,
  output: number,
  setting: ProgramSetting,
  signal: AbortSignal,
): Promise<ProgramEnd> {
  const [program, ...args] = argv;
  const stdio: StdioOptions = ['ignore', output, output];
  const child = withUmask(setting, (options) => spawn(program, args, { ...options, stdio }));
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return await new Promise<ProgramEnd>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ exitCode: null, startError: error.code ?? error.message }),
    );
    child.once('close', (exitCode) => resolve({ exitCode }));
  }).finally(() => signal.removeEventListener('abort', stop));
}
