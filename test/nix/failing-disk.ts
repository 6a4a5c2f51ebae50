import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Makes the first `times` renames to a path that ends so fail, until it is disposed. */
export function failingRename(path: RegExp, code: string, times = 1): Disposable {
  const real = fs.renameSync;
  const fail = failure('rename', path, code, times);
  return put('renameSync', real, (from, to) => {
    fail(to);
    real(from, to);
  });
}

/** Makes all readings of a file whose path ends so fail, until it is disposed. */
export function failingRead(path: RegExp, code: string): Disposable {
  const real = fs.readFileSync;
  const fail = failure('open', path, code, Number.POSITIVE_INFINITY);
  const reading = (...args: Parameters<typeof real>) => {
    fail(args[0]);
    return real(...args);
  };
  return put('readFileSync', real, reading as typeof real);
}

function failure(syscall: string, path: RegExp, code: string, times: number): (at: unknown) => void {
  let left = times;
  return (at) => {
    if (left <= 0 || !path.test(String(at))) return;
    left--;
    throw Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
  };
}

function put<Name extends 'renameSync' | 'readFileSync'>(
  name: Name,
  real: (typeof fs)[Name],
  failing: (typeof fs)[Name],
): Disposable {
  const exchange = (call: (typeof fs)[Name]) => {
    fs[name] = call;
    syncBuiltinESMExports();
  };
  exchange(failing);
  return { [Symbol.dispose]: () => exchange(real) };
}
