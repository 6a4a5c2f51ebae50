import type { ErrorBlock } from './error-blocks.ts';

export interface Position {
  file: string;
  line?: number;
}

const AT = /\bat ([^\s«»]+?):(\d+)(?::\d+)?:/g;
/** The module system names the file of a definition, without its line. */
const IN = /^\s*- In `([^'`\n]+)'/gm;

/**
 * Where in the configuration an error is: the place nearest to the message that lies in `folder`, or in the copy of it
 * that Nix makes of a flake; not in nixpkgs, of which the user wrote nothing.
 */
export function positionOf({ message, whole }: ErrorBlock, folder: string): Position | undefined {
  const isOwn = ({ file }: Position) => file.startsWith(`${folder}/`) || isTopOfFlake(file);
  return placesIn(message).find(isOwn) ?? placesIn(whole).findLast(isOwn);
}

function placesIn(text: string): Position[] {
  const at = [...text.matchAll(AT)].map(([, file = '', line]) => ({ file, line: Number(line) }));
  const within = [...text.matchAll(IN)].map(([, file = '']) => ({ file }));
  return [...at, ...within];
}

/** `/nix/store/…-source/configuration.nix`, which nixpkgs has none of: its files lie deeper. */
function isTopOfFlake(file: string): boolean {
  return /\/[0-9a-df-np-sv-z]{32}-source\/(?!pkgs\/|lib\/|nixos\/(?:lib|modules)\/)/.test(file);
}
