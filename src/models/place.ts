import { join } from 'node:path';
import type { KnownModel } from './catalog.ts';

/** Which models there may be, and where. */
export interface ModelPlace {
  catalog: readonly KnownModel[];
  /** Where the catalogue's bundled models are. */
  bundled: string;
  /** Where fetched models are, a folder each, named by their full name. */
  folder: string;
}

/** Where `model` is, or would be. */
export function folderOf(model: KnownModel, place: Pick<ModelPlace, 'bundled' | 'folder'>): string {
  return model.kind === 'bundled' ? join(place.bundled, model.folder) : join(place.folder, model.fullName);
}
