import { ModelError } from '#base/errors.ts';
import { removePart } from './fetch-archive.ts';
import { explainedFor, removeAtOnce, takeModels } from './installing.ts';
import type { ListedModel } from './list.ts';
import { partOf } from './pull.ts';

/**
 * Removes a fetched model, or what was fetched of it. Throws `ModelError`: `in-use` for the bundled model, `busy` while another
 * process fetches or removes one.
 */
export async function removeModel(model: ListedModel, folder: string): Promise<void> {
  if (model.known?.kind === 'bundled') {
    const message = `${model.name} comes with ask-nix and stays, so that there is always a model.`;
    throw new ModelError('in-use', message);
  }
  try {
    using _alone = await takeModels(folder);
    await removeAtOnce(model.folder);
    if (model.known) await removePart(partOf(model.known, folder));
  } catch (error) {
    throw explainedFor(folder, error);
  }
}
