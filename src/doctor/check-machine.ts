import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { saySize } from '#phrasing/say-size.ts';
import { capitalized } from '#phrasing/speakable.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

const LEAST_NODE = 24;
/** The journal and the practice system are small; a model is not. */
const LITTLE_BYTES = 500_000_000;
const TOO_LITTLE_BYTES = 20_000_000;

export function checkNode(version: string): Found {
  const major = Number(version.split('.')[0]);
  if (major >= LEAST_NODE) return ok(`Node ${version}.`);
  return failed(
    `Node ${version} is too old.`,
    `Install Node ${LEAST_NODE} or newer, or run npm install again.`,
  );
}

/** Room where our state is kept; `folder` need not exist. */
export async function checkDisk(folder: string): Promise<Found> {
  const { bavail, bsize } = await statfs(await existing(folder));
  const free = bavail * bsize;
  const message = `${capitalized(saySize(free))} are free where my files are.`;
  if (free >= LITTLE_BYTES) return ok(message);
  const remedy = 'Make room, for example with: collect garbage.';
  return free >= TOO_LITTLE_BYTES ? degraded(message, remedy) : failed(message, remedy);
}

async function existing(folder: string): Promise<string> {
  try {
    await statfs(folder);
    return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(folder) === folder) throw error;
    return existing(dirname(folder));
  }
}
