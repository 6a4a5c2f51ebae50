import { readFileSync } from 'node:fs';
import { ConfigError } from '#base/errors.ts';
import type { Classifier } from '#understanding/classifier/model.ts';
import { classifierFrom } from '#understanding/classifier/model-file.ts';

/** The classifier in `file`, read when it is first asked for: most sentences do without. Throws `ConfigError`. */
export function lazyClassifier(file: string): () => Classifier {
  let read: Classifier | undefined;
  return () => {
    read ??= readClassifier(file);
    return read;
  };
}

function readClassifier(file: string): Classifier {
  try {
    return classifierFrom(JSON.parse(readFileSync(file, 'utf8')), (base64) => Buffer.from(base64, 'base64'));
  } catch (cause) {
    throw new ConfigError('unreadable', `The classifier ${file} cannot be read: install ask-nix anew.`, {
      cause,
    });
  }
}
