import { NixError } from '#base/errors.ts';

/** Whether it is there and can be read. Throws what stands in the way of looking. */
export function isReadable(read: () => unknown): boolean {
  try {
    return read() !== undefined;
  } catch (error) {
    if (error instanceof NixError && error.code === 'bad-state') return false;
    throw error;
  }
}
