import { readFile, stat } from 'node:fs/promises';
import { AudioError } from '#base/errors.ts';
import type { Samples } from './samples.ts';
import { parseWav } from './wav.ts';

/** Ten hours of what we use ourselves. */
const MOST_BYTES = 1_200_000_000;

/** Reads a WAV file; throws `AudioError` 'unreadable' or 'bad-format' naming it. */
export async function readWav(file: string): Promise<Samples> {
  return parseWav(await readSoundFile(file), file);
}

async function readSoundFile(file: string): Promise<Uint8Array> {
  try {
    const info = await stat(file);
    if (info.isDirectory()) throw new AudioError('unreadable', `${file} is a folder, not a sound file.`);
    if (!info.isFile()) throw new AudioError('unreadable', `${file} is not an ordinary file.`);
    if (info.size > MOST_BYTES) throw new AudioError('unreadable', `${file} is too big to be a recording.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof AudioError) throw error;
    throw new AudioError('unreadable', `Cannot read ${file}: ${reasonOf(error)}.`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
