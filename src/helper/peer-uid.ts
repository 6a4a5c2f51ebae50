import { readlinkSync } from 'node:fs';
import { askProgram } from '#base/ask-program.ts';
import { realUid } from './real-uid.ts';

/**
 * Whose process is at the other end of `socket`, one of Node's, for the log and for sharing fairly, and for nothing else: who
 * may connect is told by the socket's mode. Node has no call for it, so the kernel's list of sockets is asked, as far as the
 * process can still be seen.
 */
export async function peerUid(socket: object): Promise<number | undefined> {
  try {
    const own = inodeOf(socket);
    if (own === undefined) return undefined;
    const listed = await askProgram(['ss', '-xnpH'], AbortSignal.timeout(1_000));
    const pid = pidAtOtherEnd(listed?.stdout.toString('utf8') ?? '', own);
    return pid === undefined ? undefined : realUid(pid);
  } catch {
    return undefined;
  }
}

function inodeOf(socket: object): string | undefined {
  const { fd } = (socket as { _handle?: { fd?: number } })._handle ?? {};
  if (fd === undefined || fd < 0) return undefined;
  return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1];
}

/**
 * `u_str ESTAB 0 0 * 4712 * 4711 users:(("node",pid=99,fd=5))`: who has the socket whose other end is `own`. A name is the
 * program's, and so is the address before the numbers, lines that look like one of these included: what stands there twice
 * tells nothing.
 */
export function pidAtOtherEnd(listed: string, own: string): number | undefined {
  const pattern = new RegExp(
    `\\s\\d+\\s+\\S+ ${own}(?:\\s+users:\\(.*,pid=(\\d+),fd=\\d+\\)\\))?\\s*$`,
    'gm',
  );
  const [line, ...more] = listed.matchAll(pattern);
  const pid = more.length === 0 ? line?.[1] : undefined;
  return pid === undefined ? undefined : Number(pid);
}
