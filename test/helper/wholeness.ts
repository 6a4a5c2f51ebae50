import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PrivilegedResult } from '#nix/privileged.ts';
import type { MiniSystem } from '../nix/mini-system.ts';
import type { HelperProcess } from './helper-process.ts';

type Status = Extract<PrivilegedResult, { type: 'status' }>;

/** What the helper says when nothing is half done any more. */
export async function settledStatus(helper: HelperProcess): Promise<Status> {
  for (const late = Date.now() + 30_000; Date.now() < late; await sleep(20)) {
    const final = await helper.call({ verb: 'status' });
    if (final.type === 'result' && final.result.type === 'status' && !final.result.busyWith)
      return final.result;
  }
  throw new Error('it is busy for ever');
}

/** Whether profile, running system and boot menu are one and the same system. */
export function isWhole({ places }: MiniSystem): boolean {
  const profiles = join(places.state, 'profiles');
  const current = readlinkSync(join(profiles, 'system'));
  const number = /^system-(\d+)-link$/.exec(current)?.[1];
  const menu = readFileSync(join(places.boot, 'loader/loader.conf'), 'utf8');
  const links = readdirSync(profiles).filter((name) => /^system-\d+-link$/.test(name));
  return (
    number !== undefined &&
    links.includes(current) &&
    readlinkSync(join(profiles, current)) === readlinkSync(join(places.run, 'current-system')) &&
    menu.includes(`default nixos-generation-${number}.conf`)
  );
}

/** The process that watches an activation of this helper. */
export function watcherOf({ settings }: HelperProcess): number | undefined {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.find((pid) => {
    const argv = commandLine(pid);
    return argv[2] === 'activate' && argv[3] === settings.state;
  });
  return found === undefined ? undefined : Number(found);
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
