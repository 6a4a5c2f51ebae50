import type { Readable } from 'node:stream';
import { pathsFrom } from '#config/paths.ts';
import type { CommandContext } from '../../src/commands/command.ts';

/** A command's context whose output is kept; the user has no files of their own. */
export function runContext(args: readonly string[], stdin: Readable) {
  const printed: string[] = [];
  const complained: string[] = [];
  const context: CommandContext = {
    args,
    stdin: stdin as unknown as NodeJS.ReadStream,
    out: (line) => void printed.push(line),
    err: (line) => void complained.push(line),
    isTerminal: false,
    environment: {},
    paths: { ...pathsFrom({}), userGrammars: '/nonexistent/grammars' },
    signal: new AbortController().signal,
  };
  return { context, printed, complained };
}
