import { readFileSync } from 'node:fs';
import type { Channel } from '../evaluation/evaluate-argv.ts';

/** A channel is one, or has one in it. */
const ARCHIVE = /\.tar\.(?:bz2|gz|xz)$/;
const NAME = /^\w[\w.-]*$/;

/** Those to which the user of the folder `home` is subscribed; none where we may not read which there are. */
export function readChannels(home: string | undefined): Channel[] {
  const lines = (readIfAllowed(`${home}/.nix-channels`) ?? '').split('\n');
  return lines.flatMap((line) => {
    const [url = '', name = ''] = line.trim().split(/\s+/);
    if (url.startsWith('#') || !NAME.test(name)) return [];
    return [{ name, url: ARCHIVE.test(url) ? url : `${url}/nixexprs.tar.xz` }];
  });
}

function readIfAllowed(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
