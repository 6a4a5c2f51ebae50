import type { GrammarName } from './grammar.ts';
import { type ParsedFile, wrong } from './grammar-file.ts';
import { hasSyntax } from './safe-text.ts';
import { canonical } from './words.ts';

const KINDS = [
  ['packages', 'package'],
  ['services', 'service'],
  ['options', 'option'],
] as const;

/** The names that a file gives, as words. Throws `ConfigError` `bad-grammar`. */
export function readNames({ file, content, lineOf }: ParsedFile): GrammarName[] {
  return KINDS.flatMap(([key, kind]) =>
    Object.entries(content.names[key]).flatMap(([name, all]) =>
      all.map((text, index) => {
        const line = lineOf(['names', key, name, index]);
        const spoken = canonical(text).join(' ');
        if (spoken === '' || hasSyntax(text)) throw wrong(file, line, `“${text}” cannot be said as a name`);
        return { kind, name, spoken, file, line };
      }),
    ),
  );
}
