import { type Operation, readDone } from './operation.ts';

/** Makes equal files one. */
export function optimiseStore(): Operation<void> {
  return { name: 'OptimiseStore', number: 34, kind: 'work', read: readDone };
}

/** True when errors remain. `repair` is for trusted users only. */
export function verifyStore(checkContents: boolean, repair: boolean): Operation<boolean> {
  return {
    name: 'VerifyStore',
    number: 35,
    kind: 'work',
    write: (writer) => void writer.bool(checkContents).bool(repair),
    read: (reader) => reader.bool(),
  };
}
