import { bundledPackages } from '#catalogue/bundled-packages.ts';
import { bundledOptions, bundledServices } from '#catalogue/bundled-settings.ts';
import type { Option } from '#catalogue/option.ts';

type Row = Pick<Option, 'type' | 'default'>;
/** Options by the parts of their paths; a leaf is `{ row }`. */
interface Tree {
  [part: string]: Tree | Row;
}

const BOOLEAN: Row = { type: { kind: 'boolean' }, default: false };

/** `services.redis.servers."".enable` has five parts. */
export function partsOf(path: string): string[] {
  return (path.match(/"[^"]*"|[^".]+/g) ?? []).map((part) => part.replaceAll('"', ''));
}

/** All options that ask-nix knows, those that enable a service among them. */
export function knownOptions(): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>(bundledServices().map(({ option }) => [option, BOOLEAN]));
  for (const option of bundledOptions()) rows.set(option.path, option);
  return rows;
}

/** For the bed's Nix: what can be set, and which unit an option starts. */
export function settingsTable(): string {
  const options: Tree = {};
  for (const [path, row] of knownOptions()) {
    let at = options;
    for (const part of partsOf(path)) {
      at[part] ??= {};
      at = at[part] as Tree;
    }
    at.row = row;
  }
  const services = bundledServices().map(({ unit, description, option }) => ({
    unit,
    description,
    option: partsOf(option),
  }));
  return JSON.stringify({ options, services });
}

/** For the bed's Nix: the catalogue's packages. */
export function packagesTable(): string {
  return JSON.stringify(bundledPackages());
}
