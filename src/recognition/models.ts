import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { RecognizerError } from '#base/errors.ts';

/** Without one of these libvosk dies or hears nothing. Graphs differ: look-ahead models have HCLr and Gr, static ones HCLG. */
const NEEDED = ['am/final.mdl', 'conf/mfcc.conf', 'conf/model.conf', 'graph/phones/word_boundary.int'];
const LOOK_AHEAD = ['graph/HCLr.fst', 'graph/Gr.fst', 'graph/disambig_tid.int'];

/**
 * Throws `RecognizerError` `no-model` when `folder` is not there and `bad-model` when a file of a Vosk model with a
 * runtime grammar is missing from it, with what to do.
 */
export function checkModel(folder: string): void {
  if (!isFolder(folder)) {
    const message = `There is no speech model in ${folder}. Name a folder with a Vosk model, or leave --model away for the bundled one.`;
    throw new RecognizerError('no-model', message);
  }
  if (isReadable(join(folder, 'graph/HCLG.fst'))) {
    const message = `The speech model in ${folder} has a fixed graph and cannot be told what to expect. Take a small or "lgraph" Vosk model.`;
    throw new RecognizerError('bad-model', message);
  }
  const missing = [...NEEDED, ...LOOK_AHEAD].filter((file) => !isReadable(join(folder, file)));
  if (missing.length === 0) return;
  const message = `The speech model in ${folder} is broken: ${missing.join(', ')} missing or empty. Restore the folder or name another model.`;
  throw new RecognizerError('bad-model', message);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).size > 0;
  } catch {
    return false;
  }
}
