// Writes the options that ask-nix may set into the module that sets them: `npm run allowed-options`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledOptions, bundledServices } from '#catalogue/bundled-settings.ts';

const MODULE = join(import.meta.dirname, '../nix/ask-nix.nix');
const LIST = /(?<= allowed = \[\n)[^\]]*(?= {2}\];\n)/;
const WIDTH = 118;

export function allowedOptions(): readonly string[] {
  const paths = [
    ...bundledOptions().map(({ path }) => path),
    ...bundledServices().map(({ option }) => option),
  ];
  return [...new Set(paths)].sort();
}

/** `paths` as strings of Nix, as many in a line as fit. */
function listText(paths: readonly string[]): string {
  const lines = [''];
  for (const path of paths) {
    const text = ` ${JSON.stringify(path)}`;
    const line = lines.at(-1) as string;
    if (line.length + text.length + 3 > WIDTH) lines.push(`   ${text}`);
    else lines[lines.length - 1] = line === '' ? `   ${text}` : line + text;
  }
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) {
  writeFileSync(MODULE, readFileSync(MODULE, 'utf8').replace(LIST, listText(allowedOptions())));
}
