import { spawn } from 'node:child_process';

export interface MiniOutput {
  /** Null when a signal ended it. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `argv` to its end with this environment and no other. Rejects, saying what is missing, when it cannot be started. */
export function runMini(argv: readonly string[], environment: Record<string, string>): Promise<MiniOutput> {
  const [program = '', ...args] = argv;
  const { promise, resolve, reject } = Promise.withResolvers<MiniOutput>();
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  child.once('error', (cause) =>
    reject(new Error(`${program} cannot be started; Nix is in Debian's nix-bin, git in git`, { cause })),
  );
  child.once('close', (exitCode) => resolve({ exitCode, ...said }));
  return promise;
}

/** As `runMini`; throws what the program said when it fails. Gives what it printed. */
export async function mustRun(argv: readonly string[], environment: Record<string, string>): Promise<string> {
  const { exitCode, stdout, stderr } = await runMini(argv, environment);
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${exitCode}:\n${stderr}`);
  return stdout;
}
