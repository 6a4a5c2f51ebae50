import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writeDurably } from '#base/durable-file.ts';
import { sentenceOutlines } from '#understanding/compile.ts';
import type { Grammar } from '#understanding/grammar.ts';
import { grammarFingerprint } from './grammar-fingerprint.ts';
import { type Packed, packed, unpacked } from './packed-grammar.ts';

export type GrammarTexts = readonly { file: string; text: string }[];

/** Where the code is that makes a grammar of texts, and packs it: when it changes, what it made before is of no use. */
const CODE = [join(import.meta.dirname, '..', 'understanding'), import.meta.dirname];

/** The grammar of `texts` from `file`, or made by `parse` and kept there. A cache that fails is no loss. */
export async function keptGrammar(
  texts: GrammarTexts,
  file: string,
  parse: () => Promise<Grammar>,
): Promise<Grammar> {
  const key = keyOf(texts);
  const kept = readKept(file, key);
  if (kept) return kept;
  const grammar = await parse();
  keep(file, key, {
    ...grammar,
    outlines: sentenceOutlines(grammar),
    fingerprint: grammarFingerprint(grammar),
  });
  return grammar;
}

function keyOf(texts: GrammarTexts): string {
  const hash = createHash('sha256').update(`${process.version} ${CODE}`);
  for (const file of CODE.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size} `);
  }
  for (const { file, text } of texts) hash.update(`${file.length} ${text.length} ${file}${text}`);
  return hash.digest('hex');
}

function readKept(file: string, key: string): Grammar | undefined {
  try {
    const kept: { key: string; grammar: Packed } = deserialize(readFileSync(file));
    return kept.key === key ? unpacked(kept.grammar) : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, key: string, grammar: Grammar): void {
  try {
    writeDurably(file, serialize({ key, grammar: packed(grammar) }), {
      unfinished: `${file}.${process.pid}`,
    });
  } catch {
    // Full or read-only: it is read anew each time, as it was this time.
  }
}
