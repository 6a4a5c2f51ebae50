import type { PackageIndex } from './package.ts';
import type { SettingsIndex } from './settings-index.ts';
import type { TopicIndex } from './topic-index.ts';

/** All that people can name: packages, services and options, and what they can have explained. */
export interface Catalogue {
  packages: PackageIndex;
  settings: SettingsIndex;
  topics: TopicIndex;
}
