import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What stands in `file`; undefined when that cannot be read. */
export function textIn(file: string): string | undefined {
  return ifThere(() => readFileSync(file, 'utf8'));
}

/** Names in `folder`; none when that cannot be read. */
export function namesIn(folder: string): string[] {
  return ifThere(() => readdirSync(folder)) ?? [];
}

/** Where `link` leads, as it says; undefined when it is no link. */
export function targetOf(link: string): string | undefined {
  return ifThere(() => readlinkSync(link));
}

/** Whether anything is called `path`, even a link to nowhere. */
export function isThere(path: string): boolean {
  return ifThere(() => lstatSync(path)) !== undefined;
}

function ifThere<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
