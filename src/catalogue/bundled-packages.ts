import spoken from '../../grammars/en/packages.json' with { type: 'json' };
import development from './bundled/development.json' with { type: 'json' };
import games from './bundled/games.json' with { type: 'json' };
import internet from './bundled/internet.json' with { type: 'json' };
import media from './bundled/media.json' with { type: 'json' };
import office from './bundled/office.json' with { type: 'json' };
import science from './bundled/science.json' with { type: 'json' };
import system from './bundled/system.json' with { type: 'json' };
import terminal from './bundled/terminal.json' with { type: 'json' };
import type { Package } from './package.ts';

type PackageRecord = Omit<Package, 'spoken'>;

const records: readonly PackageRecord[] = [
  ...internet,
  ...development,
  ...office,
  ...media,
  ...terminal,
  ...system,
  ...games,
  ...science,
];

/**
 * The well-known packages of nixpkgs 25.11 that we bring, in each field the best known first. What they are called
 * is in `grammars/en/packages.json`, for translators; JSON, because it is read at each start.
 */
export function bundledPackages(): readonly Package[] {
  const names: Readonly<Record<string, readonly string[]>> = spoken;
  return records.map((record) => ({ ...record, spoken: names[record.attribute] ?? [] }));
}
