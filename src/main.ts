import { setImmediate } from 'node:timers/promises';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { AskNixError, ConfigError, InternalError } from '#base/errors.ts';
import { type Command, type CommandContext, EXIT, type ExitCode } from '#commands/command.ts';
import { COMMANDS } from '#commands/index.ts';
import { printable } from '#commands/printable.ts';
import { readEnvironment } from '#config/environment.ts';
import { pathsFrom } from '#config/paths.ts';

const root = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (root.signal.aborted) process.exit(EXIT.failed);
    root.abort(new Error(`stopped by ${signal}`));
  });
}
let lostStream = false;
process.stdin.on('error', (error) => lose('Standard input cannot be read', error));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` that has seen enough is no fault of ours.
  if (error.code === 'EPIPE') root.abort(new Error('nobody reads our output'));
  else lose('Standard output cannot be written', error);
});
// There is nobody left to tell.
process.stderr.on('error', () => {});

const context: CommandContext = {
  args: process.argv.slice(2),
  stdin: process.stdin,
  out: (line) => process.stdout.write(`${printable(line)}\n`),
  err: (line) => process.stderr.write(`${printable(line)}\n`),
  isTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  environment: readEnvironment(),
  paths: pathsFrom(readEnvironment()),
  signal: root.signal,
};

const exitCode = await run(context);
// A write that failed is told in the next turn of the event loop.
await setImmediate();
process.exit(lostStream ? EXIT.failed : exitCode);

function lose(what: string, error: Error): void {
  if (lostStream) return;
  lostStream = true;
  context.err(`ask-nix: ${what}: ${sayDiskTrouble(error)}.`);
  root.abort(error);
}

/** The first word is a command, or all words are a sentence, or there are none and we talk. */
async function run(whole: CommandContext): Promise<ExitCode> {
  const [first, ...rest] = whole.args;
  try {
    if (first !== undefined && Object.hasOwn(COMMANDS, first)) {
      return await (await commandNamed(first))({ ...whole, args: rest });
    }
    if (first === undefined) return await (await commandNamed('talk-or-demo'))(whole);
    if (first.startsWith('-') && !whole.args.some((word) => !word.startsWith('-')))
      return await unknownFlag(first);
    return await (await commandNamed('ask'))(whole);
  } catch (error) {
    return report(error, whole);
  }
}

function commandNamed(name: keyof typeof COMMANDS): Promise<Command> {
  return COMMANDS[name]!();
}

function unknownFlag(flag: string): never {
  throw new ConfigError('usage', `There is no flag ${flag} here. Say "ask-nix --help" for the commands.`);
}

function report(error: unknown, { err, signal }: CommandContext): ExitCode {
  if (signal.aborted) return EXIT.failed;
  if (error instanceof AskNixError) {
    err(`ask-nix: ${error.message}`);
    const isUsage = error instanceof ConfigError && ['usage', 'bad-grammar', 'not-yet'].includes(error.code);
    return isUsage ? EXIT.notUnderstood : EXIT.failed;
  }
  const bug = error instanceof Error ? error : new InternalError(String(error));
  err(`ask-nix: this is a bug of ours: ${bug.stack ?? bug.message}`);
  return EXIT.ourBug;
}
