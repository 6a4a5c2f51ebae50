import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type CompiledGrammar, compileGrammar, keepCompiled } from '#understanding/compile.ts';
import type { Grammar } from '#understanding/grammar.ts';

export type GrammarTexts = readonly { file: string; text: string }[];

/** Where the code is that makes a compiled grammar: when it changes, what it made before is of no use. */
const CODE = join(import.meta.dirname, '..', 'understanding');

/** The compiled grammar of `texts` from `file`, or made by `parse` and kept there. A cache that fails is no loss. */
export async function keptGrammar(
  texts: GrammarTexts,
  file: string,
  parse: () => Promise<Grammar>,
): Promise<Grammar> {
  const key = keyOf(texts);
  const kept = readKept(file, key);
  if (kept) return keepCompiled(kept);
  const grammar = await parse();
  keep(file, key, compileGrammar(grammar));
  return grammar;
}

function keyOf(texts: GrammarTexts): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of readdirSync(CODE)) hash.update(readFileSync(join(CODE, name)));
  for (const { file, text } of texts) hash.update(`${file.length} ${text.length} ${file}${text}`);
  return hash.digest('hex');
}

function readKept(file: string, key: string): CompiledGrammar | undefined {
  try {
    const kept: { key: string; compiled: CompiledGrammar } = deserialize(readFileSync(file));
    return kept.key === key ? kept.compiled : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, key: string, compiled: CompiledGrammar): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, serialize({ key, compiled }), { mode: 0o600 });
    renameSync(unfinished, file);
  } catch {
    // Full or read-only: it is read anew each time, as it was this time.
  }
}
