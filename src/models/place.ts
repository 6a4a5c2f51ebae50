import { join } from 'node:path';
import { type KnownModel, readCatalog } from './catalog.ts';

/** Which models there may be, and where. */
export interface ModelPlace {
  catalog: readonly KnownModel[];
  /** Where the catalogue's bundled models are. */
  bundled: string;
  /** Where fetched models are, a folder each, named by their full name. */
  folder: string;
}

/** `home`: what ask-nix brings; `models`: where fetched models are. */
export function openModelPlace({ home, models }: { home: string; models: string }): ModelPlace {
  const bundled = join(home, 'models');
  return { catalog: readCatalog(join(bundled, 'catalog.json')), bundled, folder: models };
}

/** Where `model` is, or would be. */
export function folderOf(model: KnownModel, { bundled, folder }: ModelPlace): string {
  return model.kind === 'bundled' ? join(bundled, model.folder) : join(folder, model.fullName);
}
