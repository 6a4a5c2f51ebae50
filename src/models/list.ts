import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RecognizerError } from '#base/errors.ts';
import { checkModel } from '#recognition/models.ts';
import type { KnownModel } from './catalog.ts';
import { folderOf, type ModelPlace } from './place.ts';
import { partOf } from './pull.ts';

/** A model of the catalogue, or one that somebody put beside the fetched ones. */
export interface ListedModel {
  name: string;
  /** Where it is, or would be. */
  folder: string;
  state: 'ready' | 'broken' | 'fetched in part' | 'not fetched';
  /** Undefined for one that is not there and not in the catalogue. */
  canUseGrammar: boolean | undefined;
  /** Its entry in the catalogue. */
  known: KnownModel | undefined;
}

/** All models of the catalogue in its order, then others in the folder of models by name. */
export function listModels(place: ModelPlace): readonly ListedModel[] {
  const known = place.catalog.map((model): ListedModel => {
    const folder = folderOf(model, place);
    const found = stateOf(folder);
    const hasPart =
      model.kind === 'download' && statSync(partOf(model, place.folder), { throwIfNoEntry: false });
    const absent = hasPart ? 'fetched in part' : 'not fetched';
    const { canUseGrammar = model.canUseGrammar, state = absent } = found;
    return { name: model.name, folder, state, canUseGrammar, known: model };
  });
  const others = foldersIn(place.folder)
    .filter((name) => !known.some(({ folder }) => folder === join(place.folder, name)))
    .map((name): ListedModel => {
      const folder = join(place.folder, name);
      const { state = 'broken', canUseGrammar } = stateOf(folder);
      return { name, folder, state, canUseGrammar, known: undefined };
    });
  return [...known, ...others];
}

/** Nothing for a folder that is not there. */
function stateOf(folder: string): { state?: 'ready' | 'broken'; canUseGrammar?: boolean } {
  try {
    return { state: 'ready', ...checkModel(folder) };
  } catch (error) {
    if (!(error instanceof RecognizerError)) throw error;
    return error.code === 'no-model' ? {} : { state: 'broken' };
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
      .map(({ name }) => name)
      .sort();
  } catch {
    // Not there yet, or not readable: then nothing in it is of use.
    return [];
  }
}
