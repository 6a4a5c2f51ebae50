import { hasSyntax } from './safe-text.ts';

const FLAG = /(^|\s)(-{1,2})(?=[A-Za-z])/g;

/** Text in which flags are the only syntax, with its flags as they are said: "df dash h"; undefined for any other. */
export function withSpokenFlags(text: string): string | undefined {
  const spoken = text.replaceAll(
    FLAG,
    (_, before: string, { length }: string) => `${before}${'dash '.repeat(length)}`,
  );
  return spoken === text || hasSyntax(spoken) ? undefined : spoken;
}

/** "Systemctl stop cups.service": units are called without their kind. */
export function withoutUnitKind(text: string): string {
  return text.replaceAll(/(?<=[a-z0-9])\.service\b/gi, '');
}

/** "Nix-env -iA nixos.tree", "nix profile install nixpkgs#tree": the set that an attribute is of, as a word. */
export function withSpokenSet(text: string): string {
  return text.replaceAll(/\b(?:nixos|nixpkgs|pkgs)[.#](?=[A-Za-z])/g, 'nixpkgs ');
}
