import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Derived } from '../evaluation/evaluator.ts';
import { MANAGED_MODULE } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';
import { isName, isSymbol, type NixToken, nixTokens } from './nix-tokens.ts';

/** Without the import, what we write changes nothing. */
export type Imported =
  | { type: 'imported' }
  /** `text` is to be written into `file`: by `line`, where its imports are, else among what it sets. */
  | {
      type: 'needs-import';
      file: string;
      text: string;
      line?: number;
      /** The module is beside it already. */
      hasModule: boolean;
    };

/**
 * Whether the configuration imports our module: as an evaluation of it has shown. Before there is one, or where Nix does
 * not tell, as its text makes believe.
 */
export function imported(
  { configuration }: Pick<NixPlaces, 'configuration'>,
  evaluated?: Pick<Derived, 'files'>,
): Imported {
  const files = evaluated?.files ?? [];
  const texts = ['configuration.nix', 'flake.nix'].flatMap((name) => {
    const file = join(configuration, name);
    const text = readText(file);
    return text === undefined ? [] : [{ file, tokens: nixTokens(text) }];
  });
  const isImported =
    files.length > 0
      ? files.some((file) => file.endsWith(`/${MANAGED_MODULE}`))
      : texts.some(({ tokens }) => tokens.some(isOurModule));
  if (isImported) return { type: 'imported' };
  const { file = join(configuration, 'configuration.nix'), tokens = [] } = texts[0] ?? {};
  const line = lineOfImports(tokens);
  return {
    type: 'needs-import',
    file,
    text: line === undefined ? `imports = [ ./${MANAGED_MODULE} ];` : `./${MANAGED_MODULE}`,
    ...(line !== undefined && { line }),
    hasModule: existsSync(join(configuration, MANAGED_MODULE)),
  };
}

const isOurModule = ({ kind, text }: NixToken) => kind === 'path' && text.endsWith(`/${MANAGED_MODULE}`);

/** Of `imports = [` in a module, or `modules = [` in a flake. */
function lineOfImports(tokens: readonly NixToken[]): number | undefined {
  const isList = (at: number) => isSymbol(tokens[at + 1], '=') && isSymbol(tokens[at + 2], '[');
  return tokens.find((token, at) => (isName(token, 'imports') || isName(token, 'modules')) && isList(at))
    ?.line;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
