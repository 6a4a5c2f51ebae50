import type { StorePath } from '../store-path.ts';
import { type Operation, readDone } from './operation.ts';

/** What keeps a path, and all it refers to, from being collected as garbage. */
export interface Root {
  /** A link, a file of a running process, or `{censored}` for what is not our business. */
  link: string;
  path: StorePath;
}

export function findRoots(): Operation<Root[]> {
  return {
    name: 'FindRoots',
    number: 14,
    kind: 'query',
    async read(reader) {
      const roots: Root[] = [];
      for (let left = await reader.count(); left > 0; left--)
        roots.push({ link: await reader.string(), path: await reader.storePath() });
      return roots;
    },
  };
}

/** It lasts as long as the connection. */
export function addTempRoot(path: StorePath): Operation<void> {
  return {
    name: 'AddTempRoot',
    number: 11,
    kind: 'work',
    write: (writer) => void writer.string(path),
    read: readDone,
  };
}

/** `link`, an absolute path of a link into the store, is a root for as long as it is there. */
export function addIndirectRoot(link: string): Operation<void> {
  return {
    name: 'AddIndirectRoot',
    number: 12,
    kind: 'work',
    write: (writer) => void writer.string(link),
    read: readDone,
  };
}
