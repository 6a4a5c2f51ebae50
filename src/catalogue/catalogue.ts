import type { PackageIndex } from './package.ts';
import type { SettingsIndex } from './settings-index.ts';

/** All that people can name: packages, services and options. */
export interface Catalogue {
  packages: PackageIndex;
  settings: SettingsIndex;
}
