import { statfsSync } from 'node:fs';

export interface DiskSpace {
  totalBytes: number;
  /** What anybody may still write; root may a little more. */
  freeBytes: number;
}

/** Of the disk that `folder` is on. Throws what the file system throws. */
export function diskSpace(folder: string): DiskSpace {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
}
