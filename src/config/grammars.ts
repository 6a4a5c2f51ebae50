import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigError } from '#base/errors.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { type GrammarTexts, keptGrammar } from './grammar-cache.ts';

/**
 * All grammar files of `folders` together; a folder that is not there has none. What was read is kept in `cache`, by
 * content. Throws `ConfigError`.
 */
export async function readGrammar(folders: readonly string[], cache: string): Promise<Grammar> {
  const texts = textsOf(folders.flatMap(grammarFilesIn));
  return keptGrammar(texts, cache, () => parse(texts));
}

/** These grammar files and no others. Throws `ConfigError` `unreadable` or `bad-grammar`. */
export function readGrammarFiles(files: readonly string[]): Promise<Grammar> {
  return parse(textsOf(files));
}

/** Reading YAML takes longer than answering, so even its code is loaded only when there is something new to read. */
async function parse(texts: GrammarTexts): Promise<Grammar> {
  return (await import('#understanding/parse-grammar.ts')).parseGrammar(texts);
}

function textsOf(files: readonly string[]): GrammarTexts {
  return files.map((file) => ({ file, text: readText(file) }));
}

function grammarFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new ConfigError('unreadable', `The grammar folder ${folder} cannot be read: ${code}.`, {
      cause: error,
    });
  }
}

/** Greatest size of a grammar file, in characters. */
const MOST_CHARACTERS = 2_000_000;

function readText(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError('unreadable', `The grammar file ${file} cannot be read: ${code}.`, {
      cause: error,
    });
  }
  if (text.length <= MOST_CHARACTERS) return text;
  throw new ConfigError(
    'bad-grammar',
    `${basename(file)}:1: a grammar file has at most two million characters`,
  );
}
