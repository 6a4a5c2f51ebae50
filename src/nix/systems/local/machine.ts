import { takeLock } from '#base/lock-file.ts';
import { awaitedStart } from '../../profiles/awaited-start.ts';
import type { Request } from '../../request.ts';
import { busyWith } from '../job-note.ts';
import type { Machine } from '../restarting.ts';
import type { LocalSystem } from './local-system.ts';
import { carried, failureOf } from './privileged-work.ts';

const REQUESTS: readonly Request[] = [{ intent: 'restart_machine' }];

/** The machine that we run on: whoever has the rights of root restarts it, while nobody changes it. */
export function localMachine({ places, files, clock, privileged }: LocalSystem): Machine {
  return {
    awaited: () => awaitedStart(places),
    isPermitted: privileged !== undefined,
    async restart(signal) {
      if (!privileged) return { type: 'failed', code: 'not-permitted', restored: true };
      const lock = takeLock(files.lock);
      if ('heldBy' in lock)
        return busyWith(files.job, clock.now()) ?? { type: 'failed', code: 'busy', restored: true };
      using _held = lock;
      const restarted = await carried(privileged, { verb: 'restart-machine' }, signal);
      if (restarted.type === 'refused') return failureOf(restarted, places.configuration, true);
      return { type: 'done', requests: REQUESTS };
    },
  };
}
