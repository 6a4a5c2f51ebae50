import { open } from 'node:fs/promises';
import { type Derivation, parseDerivation } from './derivation.ts';

const MOST_BYTES = 16_000_000;
const AT_A_TIME = 16;

/**
 * Of the derivations `toBuild`, which of them each is built from. One that cannot be read or is none needs nothing, as far
 * as is known: it only makes an estimate worse.
 */
export async function readBuilds(
  toBuild: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, readonly string[]>> {
  const wanted = new Set(toBuild);
  const builds = new Map<string, readonly string[]>();
  for (let from = 0; from < toBuild.length; from += AT_A_TIME) {
    signal.throwIfAborted();
    const paths = toBuild.slice(from, from + AT_A_TIME);
    const read = await Promise.all(paths.map(readDerivation));
    paths.forEach((path, index) => {
      const inputs = [...(read[index]?.inputs.keys() ?? [])];
      builds.set(
        path,
        inputs.filter((input) => wanted.has(input)),
      );
    });
  }
  return builds;
}

async function readDerivation(path: string): Promise<Derivation | undefined> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    return size > MOST_BYTES ? undefined : parseDerivation(await file.readFile('utf8'));
  } catch {
    return undefined;
  }
}
