import { bundledPackages } from './bundled-packages.ts';
import { bundledOptions, bundledServices } from './bundled-settings.ts';
import { bundledTopics } from './bundled-topics.ts';
import type { Catalogue } from './catalogue.ts';
import { packageIndex } from './package-index.ts';
import { settingsIndex } from './settings-index.ts';
import { topicIndex } from './topic-index.ts';

/** What we bring, for all who have no catalogue of their own. */
export function bundledCatalogue(): Catalogue {
  return {
    packages: packageIndex(bundledPackages()),
    settings: settingsIndex(bundledServices(), bundledOptions()),
    topics: topicIndex(bundledTopics),
  };
}
