import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Makes the first `times` renames to a path that ends so fail, until it is disposed. */
export function failingRename(path: RegExp, code: string, times = 1): Disposable {
  const real = fs.renameSync;
  let left = times;
  const put = (rename: typeof fs.renameSync) => {
    fs.renameSync = rename;
    syncBuiltinESMExports();
  };
  put((from, to) => {
    if (left > 0 && path.test(String(to))) {
      left--;
      throw Object.assign(new Error(`${code}: rename`), { code, syscall: 'rename' });
    }
    real(from, to);
  });
  return { [Symbol.dispose]: () => put(real) };
}
