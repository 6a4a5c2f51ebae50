import { expect, test } from 'vitest';
import { nixTokens } from '#nix/configuration/nix-tokens.ts';

/** With `§` for the dollar, which means something in our strings too. */
const shown = (text: string) =>
  nixTokens(text.replaceAll('§', '$')).map(({ kind, text: word }) => `${kind} ${word.replaceAll('$', '§')}`);

test.each<[text: string, tokens: readonly string[]]>([
  ["a.b-c' = 1.5e3;", ['name a', 'symbol .', "name b-c'", 'symbol =', 'number 1.5e3', 'symbol ;']],
  ['# pkgs.vim\n/* "x */ y /**/ z # end', ['name y', 'name z']],
  ['"a # no \\" comment" b', ['string a # no \\" comment', 'name b']],
  ['"§{pkgs.vim + "}"}/bin" b', ['string §{pkgs.vim + "}"}/bin', 'name b']],
  ['"§§{a" b "§" c "\\§{" d', ['string §§{a', 'name b', 'string §', 'name c', 'string \\§{', 'name d']],
  ["''a ''' b ''§ c ''\\n \" d '' e", ["string a ''' b ''§ c ''\\n \" d ", 'name e']],
  ["''§{ { a = ''}''; } }'' b", ["string §{ { a = ''}''; } }", 'name b']],
  ["''§§{'' b ''it's'' c", ['string §§{', 'name b', "string it's", 'name c']],
  [
    './a/b.nix ../c ~/d /e/f <nixpkgs/nixos> a/b',
    ['path ./a/b.nix', 'path ../c', 'path ~/d', 'path /e/f', 'path <nixpkgs/nixos>', 'path a/b'],
  ],
  ['./a/§{x "}"}/b c', ['path ./a/§{x "}"}/b', 'name c']],
  ['https://x.org/a?b#c', ['uri https://x.org/a?b']],
  ['x: y: z', ['name x', 'symbol :', 'name y', 'symbol :', 'name z']],
  ['a // b ++ c -> ...', ['name a', 'symbol //', 'name b', 'symbol ++', 'name c', 'symbol ->', 'symbol ...']],
  [
    '{ §{n} = 1; }',
    ['symbol {', 'symbol §{', 'name n', 'symbol }', 'symbol =', 'number 1', 'symbol ;', 'symbol }'],
  ],
])('%s', (text, tokens) => {
  expect(shown(text)).toEqual(tokens);
});

test('lines are counted through comments and strings', () => {
  const tokens = nixTokens("a /*\n\n*/ b\n''\n\n'' c\n\"\n\" d # \ne");
  expect(tokens.map(({ text, line }) => [text.trim(), line])).toEqual([
    ['a', 1],
    ['b', 3],
    ['', 4],
    ['c', 6],
    ['', 7],
    ['d', 8],
    ['e', 9],
  ]);
});

test('what is no Nix, or ends too early, ends', () => {
  for (const text of [
    '"',
    "''",
    '"${',
    '"${"',
    '/*',
    '"\\',
    "''\\",
    '${',
    './a/${',
    '\u0000é}])',
    "''''",
    '"$',
    '$',
  ])
    expect(nixTokens(text).length).toBeLessThan(10);
});

test('every beginning of a tricky text ends, and a long one is read at once', () => {
  const tricky = `{ a = "x\${"y\${z}"}" + ''i ''\${j} \${k {l = "}";}}''; b = [ ./c/\${d}/e <f> ]; /* g */ } # h\n`;
  for (let end = 0; end <= tricky.length; end++) nixTokens(tricky.slice(0, end));
});

test.each(['a.', 'a/', ' \n', '#\n', '/*', '"§{', "''§{", './a/§{', '§{{', '+-.'])(
  'a file of nothing but %j is read at once',
  (piece) => {
    const text = piece.replaceAll('§', '$').repeat(30_000);
    const start = performance.now();
    nixTokens(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  },
);
