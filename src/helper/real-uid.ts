import { readFileSync } from 'node:fs';

/**
 * Who has started the process; undefined when it has ended. Not as whom it runs: a program that runs as root for everybody,
 * such as `su`, can be started by everybody with whatever arguments.
 */
export function realUid(pid: number | string): number | undefined {
  try {
    const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return uid === undefined ? undefined : Number(uid);
  } catch {
    return undefined;
  }
}
