/** What a program can do about an error of the file system: make room, ask for leave, or nothing. */
export type DiskTrouble = 'no-space' | 'unwritable' | 'disk-failed';

const TROUBLES: Readonly<Record<string, readonly [DiskTrouble, string]>> = {
  ENOSPC: ['no-space', 'the disk is full'],
  EDQUOT: ['no-space', 'your share of the disk is used up'],
  EROFS: ['unwritable', 'that disk can only be read'],
  EACCES: ['unwritable', 'that is not allowed'],
  EPERM: ['unwritable', 'that is not allowed'],
  EMFILE: ['disk-failed', 'too many files are open'],
  ENFILE: ['disk-failed', 'too many files are open'],
  EBUSY: ['disk-failed', 'something else is using it'],
  EISDIR: ['disk-failed', 'it is a folder'],
  ENOTDIR: ['disk-failed', 'a file is where a folder should be'],
  ELOOP: ['disk-failed', 'its links lead in a circle'],
  ENAMETOOLONG: ['disk-failed', 'its name is too long'],
  EIO: ['disk-failed', 'the disk does not work'],
};

/** What kind of trouble the file system has; undefined for an error that is none of its. */
export function diskTroubleOf(error: unknown): DiskTrouble | undefined {
  if (!(error instanceof Error && 'syscall' in error)) return undefined;
  const { code = '' } = error as NodeJS.ErrnoException;
  return TROUBLES[code]?.[0] ?? 'disk-failed';
}

/** Why the file system refused, in words; what it said itself where there are none. */
export function sayDiskTrouble(error: unknown): string {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  // What Node says of a folder that cannot be made on a disk that can only be read.
  if (code === 'ENOENT' && syscall === 'mkdir') return 'a folder cannot be made there';
  return TROUBLES[code]?.[1] ?? message;
}
