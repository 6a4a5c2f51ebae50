/** Why the database could not be asked; then the daemon can. */
export interface StoreRefusal {
  type: 'refused';
  why:
    | 'missing'
    | 'unreadable'
    /** Made by a Nix whose tables we do not know. */
    | 'wrong-schema'
    /** Locked by who writes, or written to while it was read. */
    | 'busy'
    | 'malformed'
    /** There are changes beside the file that only who may write can see: an old Nix, in the middle of its work. */
    | 'unmerged-changes';
  /** For the doctor and for logs. */
  detail: string;
}

/** Result codes of SQLite, without what refines them. */
const REASONS: Readonly<Record<number, StoreRefusal['why']>> = {
  1: 'wrong-schema',
  3: 'unreadable',
  5: 'busy',
  6: 'busy',
  8: 'unreadable',
  10: 'unreadable',
  11: 'malformed',
  14: 'unreadable',
  23: 'unreadable',
  26: 'malformed',
};

export function refused(why: StoreRefusal['why'], detail: string): StoreRefusal {
  return { type: 'refused', why, detail };
}

/** What an error of the database or of the file system comes to; undefined for any other. */
export function refusalOf(error: unknown): StoreRefusal | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return refused('missing', message);
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return refused('unreadable', message);
  return databaseRefusal(error);
}

/** Of an error of the database alone. */
export function databaseRefusal(error: unknown): StoreRefusal | undefined {
  const { errcode, message } = error as Error & { errcode?: number };
  return errcode === undefined ? undefined : refused(REASONS[errcode & 0xff] ?? 'malformed', message);
}
