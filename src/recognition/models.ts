import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { RecognizerError } from '#base/errors.ts';

/** Without one of these libvosk dies or hears nothing. */
const NEEDED = ['am/final.mdl', 'conf/mfcc.conf', 'conf/model.conf', 'graph/phones/word_boundary.int'];
/** A graph in two halves, joined when it is used, so that a grammar can take the place of one. */
const LOOK_AHEAD = ['graph/HCLr.fst', 'graph/Gr.fst', 'graph/disambig_tid.int'];
/** A graph in one piece, which libvosk prefers where it finds it. */
const STATIC = 'graph/HCLG.fst';

/** What a model can. */
export interface ModelAbilities {
  /** It can be told what to expect; one that cannot decodes freely, and only our own matcher judges. */
  canUseGrammar: boolean;
}

/**
 * Throws `RecognizerError` `no-model` when `folder` is not there and `bad-model` when a file of a Vosk model is missing from it,
 * with what to do.
 */
export function checkModel(folder: string): ModelAbilities {
  if (!isFolder(folder)) {
    const message = `There is no speech model in ${folder}. Name a folder with a Vosk model, or choose the bundled one, en-tiny.`;
    throw new RecognizerError('no-model', message);
  }
  const canUseGrammar = !hasStaticGraph(folder);
  const missing = [...NEEDED, ...(canUseGrammar ? LOOK_AHEAD : [])].filter(
    (file) => !isReadable(join(folder, file)),
  );
  if (missing.length === 0) return { canUseGrammar };
  const message = `The speech model in ${folder} is broken: ${missing.join(', ')} missing or empty. Restore the folder or name another model.`;
  throw new RecognizerError('bad-model', message);
}

/** Then libvosk takes no runtime grammar. */
export function hasStaticGraph(folder: string): boolean {
  return isReadable(join(folder, STATIC));
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
