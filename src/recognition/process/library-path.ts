import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RecognizerError } from '#base/errors.ts';

const LIBRARIES: Readonly<Record<string, string>> = {
  'linux-x64': 'lib/linux-x86_64/libvosk.so',
  'linux-arm64': 'lib/linux-arm64/libvosk.so',
  'darwin-x64': 'lib/osx-universal/libvosk.dylib',
  'darwin-arm64': 'lib/osx-universal/libvosk.dylib',
  'win32-x64': 'lib/win-x86_64/libvosk.dll',
};

/** Where the npm package `vosk` keeps libvosk for `platform` (`linux-x64`). Only the path: loading tells whether it is there. */
export function libraryPath(platform = `${process.platform}-${process.arch}`): string {
  const inside = LIBRARIES[platform];
  if (!inside)
    throw new RecognizerError('no-model', `There is no speech recognizer (libvosk) for ${platform}.`);
  const manifest = createRequire(import.meta.url).resolve('vosk/package.json');
  return join(dirname(manifest), inside);
}
