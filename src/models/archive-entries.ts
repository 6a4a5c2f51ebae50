/** An entry of a zip archive, as its directory tells. */
export interface ArchiveEntry {
  fileName: string;
  externalFileAttributes: number;
  generalPurposeBitFlag: number;
  compressionMethod: number;
  compressedSize: number;
  uncompressedSize: number;
}

export interface UnpackLimits {
  /** The one folder that holds everything. */
  topFolder: string;
  /** Of all files together, unpacked. */
  mostBytes: number;
}

/** Models have a few dozen files. */
export const MOST_ENTRIES = 1000;
/** The graphs of models shrink to a third. */
const MOST_RATIO = 200;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const LONGEST_PATH = 400;

/** What makes an archive unfit to be unpacked, as half a sentence; undefined when all its entries are plain files and folders. */
export function complaintAbout(entries: readonly ArchiveEntry[], limits: UnpackLimits): string | undefined {
  if (entries.length > MOST_ENTRIES) return `it has more than ${MOST_ENTRIES} files`;
  const sizes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (sizes > limits.mostBytes) return 'it is much bigger unpacked than it should be';
  const complaints = createPathCheck();
  for (const entry of entries) {
    const complaint = ofName(entry.fileName, limits) ?? ofKind(entry) ?? complaints(entry.fileName);
    if (complaint) return `${JSON.stringify(entry.fileName.slice(0, 80))} ${complaint}`;
  }
  return undefined;
}

/** Folders end with a slash. */
export function isFolder({ fileName }: ArchiveEntry): boolean {
  return fileName.endsWith('/');
}

function ofName(fileName: string, { topFolder }: UnpackLimits): string | undefined {
  const path = fileName.replace(/\/$/, '');
  if (fileName.startsWith('/') || /^[a-z]:/i.test(fileName)) return 'is an absolute path';
  if (/\p{Cc}|\\/u.test(fileName)) return 'has a backslash or a control character in its name';
  if (fileName.length > LONGEST_PATH) return 'has too long a name';
  if (path.split('/').some((name) => name === '' || name === '.' || name === '..')) return 'leads elsewhere';
  if (path !== topFolder && !path.startsWith(`${topFolder}/`)) return `is not in the folder ${topFolder}`;
  return undefined;
}

function ofKind(entry: ArchiveEntry): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  const folder = isFolder(entry);
  if (type !== 0 && type !== (folder ? FOLDER : REGULAR)) return 'is neither a file nor a folder';
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return 'is encrypted';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
    return 'is packed in a way that I do not know';
  if (folder && entry.uncompressedSize > 0) return 'is a folder with content of its own';
  if (entry.uncompressedSize > entry.compressedSize * MOST_RATIO + 1024) return 'grows too much';
  return undefined;
}

/** Says of each path whether it can stand beside those before it, also where capitals do not count. */
function createPathCheck(): (fileName: string) => string | undefined {
  const known = new Map<string, { spelling: string; isFolder: boolean; isListed: boolean }>();
  return (fileName) => {
    const names = fileName.replace(/\/$/, '').split('/');
    for (const at of names.keys()) {
      const spelling = names.slice(0, at + 1).join('/');
      const isListed = at === names.length - 1;
      const isFolder = !isListed || fileName.endsWith('/');
      const key = spelling.normalize('NFC').toLowerCase();
      const before = known.get(key);
      if (before && before.spelling !== spelling) return `differs from ${before.spelling} only in capitals`;
      if (before && (!before.isFolder || !isFolder || (before.isListed && isListed))) return 'is there twice';
      known.set(key, { spelling, isFolder, isListed: isListed || (before?.isListed ?? false) });
    }
    return undefined;
  };
}
