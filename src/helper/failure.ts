import { diskTroubleOf } from '#base/disk-trouble.ts';
import { AskNixError } from '#base/errors.ts';
import { type Final, refused } from './final.ts';

/** Whether it is a bug of ours, and not the world that refuses or somebody who broke it off. */
export function isFault(error: unknown): boolean {
  return !(
    error instanceof AskNixError ||
    error instanceof DOMException ||
    diskTroubleOf(error) !== undefined
  );
}

/** What a client is told of an error. */
export function failure(error: unknown): Final {
  if (error instanceof AskNixError) return refused('failed', error.message, { output: error.message });
  if (isFault(error)) return refused('failed', 'The helper made a mistake of its own; it is in its log.');
  const { code, message, path = 'What the helper keeps' } = error as NodeJS.ErrnoException;
  const isRefusedDisk = diskTroubleOf(error) === 'no-space' || diskTroubleOf(error) === 'unwritable';
  return refused('failed', 'The helper could not do that.', {
    // In words by which who hears it knows it again.
    output: isRefusedDisk ? `${path} cannot be written (${code}).` : message,
  });
}

export function sayFault(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
