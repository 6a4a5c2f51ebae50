import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '#base/errors.ts';
import { knownModel } from './catalog.ts';
import { folderOf, type ModelPlace } from './place.ts';

/**
 * The folder that the setting `recognizer.model` means: a name of the catalogue or of a folder among the fetched models, else a
 * path. Throws `ModelError` `not-installed` or `unknown`, with what to do; whether the model is whole is not looked at.
 */
export function resolveModel(nameOrFolder: string, place: ModelPlace): string {
  const model = knownModel(place.catalog, nameOrFolder);
  if (model) {
    const folder = folderOf(model, place);
    if (isFolder(folder)) return folder;
    throw notInstalled(model.name);
  }
  if (isName(nameOrFolder) && isFolder(join(place.folder, nameOrFolder)))
    return join(place.folder, nameOrFolder);
  if (!isName(nameOrFolder) || isFolder(nameOrFolder)) return nameOrFolder;
  throw unknownModel(nameOrFolder, place);
}

function notInstalled(name: string): ModelError {
  const message = `The speech model ${name} is not installed. Get it with: ask-nix models pull ${name}.`;
  return new ModelError('not-installed', message);
}

export function unknownModel(name: string, { catalog }: Pick<ModelPlace, 'catalog'>): ModelError {
  const names = catalog.map((model) => model.name).join(', ');
  return new ModelError('unknown', `I know no speech model called ${name}. There are ${names}.`);
}

function isName(text: string): boolean {
  return /^[^/\\.][^/\\]*$/.test(text);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
