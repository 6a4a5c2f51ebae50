import type { Environment } from '#config/environment.ts';
import type { Paths } from '#config/paths.ts';

/** DESIGN.md 8. */
export const EXIT = {
  done: 0,
  failed: 1,
  notUnderstood: 2,
  needsConfirmation: 3,
  nothingToDo: 4,
  ourBug: 70,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What every command gets; it asks wiring for the ports it needs. */
export interface CommandContext {
  args: readonly string[];
  stdin: NodeJS.ReadStream;
  /** One line on standard output. */
  out(line: string): void;
  /** One line on standard error. */
  err(line: string): void;
  /** Standard input and output are a person's terminal. */
  isTerminal: boolean;
  environment: Environment;
  paths: Paths;
  /** Ctrl-C, SIGTERM or a closed terminal. */
  signal: AbortSignal;
}

export type Command = (context: CommandContext) => Promise<ExitCode>;
