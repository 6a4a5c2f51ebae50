import type { StorePath } from '../store-path.ts';
import { brokenProtocol } from './broken-protocol.ts';
import { type BuildResult, readBuildResult } from './build-result.ts';
import { type DerivedPath, derivedPathText } from './derived-path.ts';
import { type Operation, readDone } from './operation.ts';
import type { WireReader } from './wire-reader.ts';

/** `repair` builds again what is damaged, for trusted users only; `check` builds again and compares. */
export type BuildMode = 'normal' | 'repair' | 'check';

const MODES: Record<BuildMode, number> = { normal: 0, repair: 1, check: 2 };

/** A failed build is an error of the daemon. */
export function buildPaths(wanted: readonly DerivedPath[], mode: BuildMode): Operation<void> {
  return {
    name: 'BuildPaths',
    number: 9,
    kind: 'work',
    write: (writer) => void writer.strings(wanted.map(derivedPathText)).number(MODES[mode]),
    read: readDone,
  };
}

/** A failed build is a result. */
export function buildPathsWithResults(
  wanted: readonly DerivedPath[],
  mode: BuildMode,
): Operation<Map<StorePath, BuildResult>> {
  return {
    name: 'BuildPathsWithResults',
    number: 46,
    kind: 'work',
    since: 34,
    write: (writer) => void writer.strings(wanted.map(derivedPathText)).number(MODES[mode]),
    async read(reader, minor) {
      const results = new Map<StorePath, BuildResult>();
      for (let left = await reader.count(); left > 0; left--)
        results.set(await readWanted(wanted, reader), await readBuildResult(reader, minor));
      return results;
    },
  };
}

/** Makes `path` valid, by a substituter if it has to be. */
export function ensurePath(path: StorePath): Operation<void> {
  return {
    name: 'EnsurePath',
    number: 10,
    kind: 'work',
    write: (writer) => void writer.string(path),
    read: readDone,
  };
}

/** Which of what was wanted the next result is for. */
async function readWanted(wanted: readonly DerivedPath[], reader: WireReader): Promise<StorePath> {
  const text = await reader.string();
  const path = text.includes('!') ? text.slice(0, text.indexOf('!')) : text;
  const found = wanted.find((one) => one.path === path);
  if (!found) throw brokenProtocol('a result for what was not asked for');
  return found.path;
}
