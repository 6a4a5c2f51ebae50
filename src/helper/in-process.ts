import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import type { Privileged } from '#nix/privileged.ts';
import { fileAudit } from './audit.ts';
import { Desk } from './desk.ts';
import type { HelperSettings } from './settings.ts';

/**
 * For a process that is root's itself: the same verbs, checks, locks and log, without a socket between. A bug of ours is
 * thrown, as everywhere in that process.
 */
export function rootPrivileged(settings: HelperSettings, home: string, clock: Clock): Privileged {
  const faults: unknown[] = [];
  const desk = new Desk({
    settings,
    program: { node: process.execPath, file: join(home, 'bin', 'ask-nix-helper'), home },
    clock,
    audit: fileAudit(settings.log, () => clock.now()),
    isAlone: true,
    onFault: (error) => void faults.push(error),
  });
  return {
    by: 'root',
    async *call(call, signal) {
      for await (const news of desk.call(call, process.getuid?.(), signal)) {
        if (faults.length > 0) throw faults.shift();
        yield news;
      }
    },
  };
}
