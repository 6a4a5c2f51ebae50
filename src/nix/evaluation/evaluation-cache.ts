import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { NixPlaces } from '../places.ts';
import type { Derived } from './evaluator.ts';

/** Evaluations that are still true, by what they depended on (`inputsKey`). */
export interface EvaluationCache {
  /** Undefined: never seen, or its derivation was collected, or a file elsewhere that it read is another now. */
  find(key: string): Derived | undefined;
  /** `files` of `derived` are as they are on this machine, not in a copy that is gone. */
  keep(key: string, derived: Derived): void;
}

interface Kept {
  derived: Derived;
  /** Of files elsewhere. */
  hashes: ReadonlyMap<string, string>;
}

const MOST = 20;

/** In memory; the least recently used go first. */
export function evaluationCache({
  store,
  configuration,
}: Pick<NixPlaces, 'store' | 'configuration'>): EvaluationCache {
  const kept = new Map<string, Kept>();
  const isElsewhere = (file: string) =>
    file.startsWith('/') && !file.startsWith(`${store}/`) && !file.startsWith(`${configuration}/`);

  return {
    find(key) {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      const { derived, hashes } = found;
      const isTrue =
        existsSync(derived.derivation) && [...hashes].every(([file, hash]) => hashOf(file) === hash);
      if (!isTrue) return undefined;
      kept.set(key, found);
      return derived;
    },

    keep(key, derived) {
      kept.delete(key);
      const files = derived.files.filter(isElsewhere);
      kept.set(key, { derived, hashes: new Map(files.map((file) => [file, hashOf(file)])) });
      for (const [oldest] of kept) {
        if (kept.size <= MOST) break;
        kept.delete(oldest);
      }
    },
  };
}

/** Of a file that is gone: nothing. */
function hashOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return '';
  }
}
