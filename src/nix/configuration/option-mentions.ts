import type { OptionPath } from '../names.ts';
import { isSymbol, type NixToken, nixTokens } from './nix-tokens.ts';

/** What is being assigned at some depth of brackets, below all that is around it. */
interface Level {
  around: readonly string[];
  /** Of the assignment in progress. */
  path: readonly string[];
}

/** A name that code gives, and that fits none. */
const UNKNOWN = '?';

/**
 * The lines on which a text of Nix sets an option, whether its path stands there at once or in sets within sets: of
 * `services.openssh.enable` the line of its last name.
 */
export function optionMentions(text: string, option: OptionPath): readonly number[] {
  const wanted = option.replaceAll('"', '').split('.').join('\n');
  const tokens = nixTokens(text);
  const levels: Level[] = [{ around: [], path: [] }];
  const lines: number[] = [];
  tokens.forEach((token, at) => {
    const level = levels.at(-1) as Level;
    if (isSymbol(token, '=')) {
      level.path = pathBefore(tokens, at);
      if (withoutConfig([...level.around, ...level.path]).join('\n') === wanted)
        lines.push((tokens[at - 1] as NixToken).line);
    }
    if (token.kind !== 'symbol') return;
    if (/^(?:[([{]|\$\{)$/.test(token.text))
      levels.push({ around: [...level.around, ...level.path], path: [] });
    if (/^[)\]}]$/.test(token.text) && levels.length > 1) levels.pop();
    if (token.text === ';') level.path = [];
  });
  return lines;
}

/** The names in front of the `=` at `end`. */
function pathBefore(tokens: readonly NixToken[], end: number): readonly string[] {
  const path: string[] = [];
  let at = end - 1;
  while (at >= 0) {
    const token = tokens[at] as NixToken;
    if (token.kind === 'name' || token.kind === 'string') path.unshift(token.text);
    else if (token.text === '}') {
      path.unshift(UNKNOWN);
      while (at > 0 && tokens[at]?.text !== '${') at--;
    } else break;
    if (!isSymbol(tokens[at - 1], '.')) break;
    at -= 2;
  }
  return path;
}

/** A module may have what it sets below `config`. */
function withoutConfig(path: readonly string[]): readonly string[] {
  return path[0] === 'config' ? path.slice(1) : path;
}
