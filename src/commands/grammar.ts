import { ConfigError } from '#base/errors.ts';
import { readGrammarFiles } from '#config/grammars.ts';
import { exampleFill, REMEMBERED } from '#understanding/examples.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { lintGrammar } from '#understanding/lint.ts';
import { lintNames } from '#understanding/lint-names.ts';
import { sampleSentences } from '#understanding/sample.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { parseFlags } from './arguments.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';
import { grammarWords } from './grammar-words.ts';

const USAGE =
  'ask-nix grammar check [FILE…] | sample [--intent NAME] [--count N] [--seed N] [FILE…] | words [--json] [FILE…]';

/** `grammar check|sample|words`: looks at grammar files, or at the grammar in use when none is named. */
export async function grammar(context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseFlags(context.args, {
    intent: { type: 'string' },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  const [verb, ...files] = positionals;
  switch (verb) {
    case 'check':
      return check(context, files);
    case 'sample':
      return sample(context, files, {
        count: wholeNumber(values.count, '--count'),
        seed: wholeNumber(values.seed, '--seed'),
        ...(values.intent !== undefined && { intent: values.intent }),
      });
    case 'words':
      return grammarWords(context, files, { json: values.json });
    default:
      throw new ConfigError(
        'usage',
        `${verb === undefined ? 'Say what to do.' : `“${verb}” is not known.`} ${USAGE}`,
      );
  }
}

async function check({ out, err, paths }: CommandContext, files: readonly string[]): Promise<ExitCode> {
  let checked: Grammar;
  try {
    checked = await grammarFrom(files, paths);
  } catch (error) {
    if (!(error instanceof ConfigError) || error.code !== 'bad-grammar') throw error;
    err(error.message);
    return EXIT.failed;
  }
  const catalogue = openCatalogue(checked);
  const findings = [
    ...lintGrammar(checked, { ...catalogue, installed: [], remembered: REMEMBERED }, exampleFill(catalogue)),
    ...lintNames(checked.names, openCatalogue()),
  ];
  for (const { file, line, message } of findings) err(`${file}:${line}: ${message}`);
  if (findings.length > 0) return EXIT.failed;
  out(
    `${checked.files.length} files, ${checked.sentences.length} sentence templates: nothing to complain about.`,
  );
  return EXIT.done;
}

async function sample(
  { out, paths }: CommandContext,
  files: readonly string[],
  options: { count: number; seed: number; intent?: string },
): Promise<ExitCode> {
  const read = await grammarFrom(files, paths);
  if (options.intent !== undefined && !read.sentences.some(({ intent }) => intent === options.intent)) {
    throw new ConfigError('usage', `No intent of this grammar is called “${options.intent}”.`);
  }
  for (const { intent, text } of sampleSentences(read, {
    ...options,
    fill: exampleFill(openCatalogue(read)),
  })) {
    out(`${intent}\t${text}`);
  }
  return EXIT.done;
}

function grammarFrom(files: readonly string[], paths: CommandContext['paths']): Promise<Grammar> {
  return files.length > 0 ? readGrammarFiles(files) : openGrammar(paths);
}

function wholeNumber(text: string, flag: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new ConfigError('usage', `${flag} takes a whole number, not “${text}”.`);
}
