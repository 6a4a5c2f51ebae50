import { type PackageIndex, spokenName } from '#catalogue/package.ts';
import { readGrammarFiles } from '#config/grammars.ts';
import { loadConfig } from '#config/load.ts';
import { checkModel } from '#recognition/models.ts';
import { openDecoder } from '#recognition/process/decoder.ts';
import type { UnknownWord } from '#recognition/process/message.ts';
import { plainWords } from '#recognition/sample-sentences.ts';
import { modelFolder } from '#sound-wiring.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { vocabularyOf } from '#understanding/vocabulary.ts';
import { openCatalogue, openGrammar } from '#wiring.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';

/**
 * `grammar words`: what of `files`, or of the grammar in use and of how packages are called, the speech model lacks, and
 * how it is said all the same.
 */
export async function grammarWords(
  context: CommandContext,
  files: readonly string[],
  { json }: { json: boolean },
): Promise<ExitCode> {
  const { out, paths, environment, signal } = context;
  const words =
    files.length > 0
      ? wordsIn(await readGrammarFiles(files))
      : [...wordsIn(await openGrammar(paths)), ...wordsOfNames(openCatalogue().packages)];
  const { recognizer } = await loadConfig(paths.configFile, environment, {});
  const model = await modelFolder(recognizer.kind === 'vosk' ? recognizer.model : undefined, paths);
  checkModel(model);
  await using decoder = await openDecoder({ model }, signal);
  for (const unknown of await decoder.unknownWords([...new Set(words)].sort()))
    out(json ? JSON.stringify(unknown) : inWords(unknown));
  return EXIT.done;
}

function inWords({ word, forms }: UnknownWord): string {
  const said = forms.map((form) => `“${form}”`).join(', ');
  return `${word}: ${said === '' ? 'cannot be said: add a spoken name' : said}`;
}

function wordsIn(read: Grammar): readonly string[] {
  return vocabularyOf(read).flatMap(plainWords);
}

function wordsOfNames(packages: PackageIndex): readonly string[] {
  return packages.all().flatMap((found) => [spokenName(found), ...found.spoken].flatMap(plainWords));
}
