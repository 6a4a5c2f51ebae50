import type { Attribute } from '../attribute.ts';
import { isName, isSymbol, type NixToken, nixTokens } from './nix-tokens.ts';

export interface Mention {
  /** From 1. */
  line: number;
  /** In a list, as packages that are installed are. */
  listed: boolean;
}

/** `with pkgs;`, while it holds. */
interface With {
  /** How deep in brackets it began. */
  depth: number;
  /** Of `with pkgs.gnomeExtensions;`: `gnomeExtensions`. */
  set: readonly string[];
}

/** What a set of packages is called: `pkgs`, `pkgs-unstable`, `unstable`. */
const PACKAGES = /pkgs|^unstable$/i;

/** Behind a package, what gives a changed one that is still the same to people. */
const CHANGED = /^override(?:Attrs|Derivation)?$/;

/** Where a text of Nix names a package: as `pkgs.firefox`, or in a list for which `with pkgs;` holds. */
export function packageMentions(text: string, attribute: Attribute): readonly Mention[] {
  const tokens = nixTokens(text);
  const parts = attribute.split('.');
  const mentions: Mention[] = [];
  const open: string[] = [];
  let withs: readonly With[] = [];
  tokens.forEach((token, at) => {
    if (token.kind === 'symbol') {
      if (/^(?:[([{]|\$\{)$/.test(token.text)) open.push(token.text);
      if (/^[)\]}]$/.test(token.text)) open.pop();
      withs = withs.filter(({ depth }) => !isOver(token, depth, open.length));
      const set = isSymbol(token, ';') && packagesOfWith(tokens, at);
      if (set) withs = [...withs, { depth: open.length, set }];
      return;
    }
    if (token.kind !== 'name' || isSymbol(tokens[at - 1], '.')) return;
    const listed = open.includes('[');
    const sets = listed && open.at(-1) !== '{' ? withs.map(({ set }) => set) : [];
    const isFound = PACKAGES.test(token.text)
      ? isSymbol(tokens[at + 1], '.') && isNamed(tokens, at + 2, parts)
      : sets.some((set) => isWithin(set, parts) && isNamed(tokens, at, parts.slice(set.length)));
    if (isFound) mentions.push({ line: token.line, listed });
  });
  return mentions;
}

/** What a `with` holds for ends with the bracket around it, or with its assignment. */
function isOver({ text }: NixToken, began: number, depth: number): boolean {
  return depth < began || (depth === began && (text === ';' || text === ','));
}

/** Of the `;` at `end` of a `with pkgs.a.b;`: a and b. */
function packagesOfWith(tokens: readonly NixToken[], end: number): readonly string[] | undefined {
  const set: string[] = [];
  for (let at = end - 1; isName(tokens[at]); at -= 2) {
    const { text } = tokens[at] as NixToken;
    if (isName(tokens[at - 1], 'with')) return PACKAGES.test(text) ? set : undefined;
    if (!isSymbol(tokens[at - 1], '.')) return undefined;
    set.unshift(text);
  }
  return undefined;
}

function isWithin(set: readonly string[], parts: readonly string[]): boolean {
  return set.length < parts.length && set.every((name, index) => name === parts[index]);
}

/** Whether the tokens from `from` on are `parts` with dots between, and nothing more of a path. */
function isNamed(tokens: readonly NixToken[], from: number, parts: readonly string[]): boolean {
  const isThere = parts.every((part, index) => {
    const at = from + 2 * index;
    const isPart = isName(tokens[at], part) || (tokens[at]?.kind === 'string' && tokens[at].text === part);
    return isPart && (index === 0 || isSymbol(tokens[at - 1], '.'));
  });
  if (!isThere) return false;
  const behind = from + 2 * parts.length - 1;
  if (isSymbol(tokens[behind], '.')) return CHANGED.test(tokens[behind + 1]?.text ?? '');
  return true;
}
