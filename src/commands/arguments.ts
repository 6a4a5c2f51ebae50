import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ConfigError } from '#base/errors.ts';

/** Flags and words of a command line; an unknown flag is a `ConfigError` that says which ones there are. */
export function parseFlags<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    const which = known.length > 0 ? `It takes ${known.join(', ')}.` : 'It takes no flags.';
    throw new ConfigError('usage', `${firstSentence((error as Error).message)} ${which}`, { cause: error });
  }
}

function firstSentence(message: string): string {
  return `${message.split(/\. |\n/)[0]?.replace(/\.$/, '')}.`;
}
