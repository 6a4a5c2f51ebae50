const TROUBLES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EROFS: 'that disk can only be read',
  EACCES: 'that is not allowed',
  EPERM: 'that is not allowed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file is where a folder should be',
  EIO: 'the disk does not work',
};

/** Why the file system refused, in words; what it said itself where there are none. */
export function sayDiskTrouble(error: unknown): string {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  // What Node says of a folder that cannot be made on a disk that can only be read.
  if (code === 'ENOENT' && syscall === 'mkdir') return 'a folder cannot be made there';
  return TROUBLES[code] ?? message;
}
