import { existsSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '#base/clock.ts';
import { writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { busyWith } from '../job-note.ts';
import type { Awaited, Machine } from '../restarting.ts';
import { linkDurably } from './durable-link.ts';
import type { OpenedSystem } from './open-system.ts';
import { readToplevel } from './read-system.ts';

/** A machine that is only pretended: a restart of it makes the system of its profile the one that was booted and runs. */
export function practiceMachine({ layout, read }: OpenedSystem, clock: Clock): Machine {
  const toplevelAt = (link: string) => (existsSync(link) ? basename(readlinkSync(link)) : undefined);
  const awaited = (): Awaited | undefined => {
    const { current } = read();
    const booted = toplevelAt(layout.bootedSystem);
    const { kernel, toplevel } = current;
    const isOtherKernel = booted !== undefined && readToplevel(layout, booted)?.kernel !== kernel;
    const isActive = toplevelAt(layout.currentSystem) === toplevel;
    const waits = [...(isOtherKernel ? [kernel] : []), ...(isActive ? [] : [toplevel])];
    if (waits.length === 0) return undefined;
    return { why: isOtherKernel ? 'kernel' : 'rest', what: waits.join(' ') };
  };
  return {
    isPermitted: true,
    awaited: () => unlessDamaged(awaited),
    async restart() {
      const lock = takeLock(layout.lock);
      if ('heldBy' in lock)
        return busyWith(layout.job, clock.now()) ?? { type: 'failed', code: 'busy', restored: true };
      using _held = lock;
      const { toplevel } = read().current;
      // What was started, stopped or failed by hand is forgotten, as by any start.
      writeDurably(layout.units, '{}');
      for (const link of [layout.currentSystem, layout.bootedSystem])
        linkDurably(link, `../nix/store/${toplevel}`, clock.now());
      return { type: 'done', requests: [{ intent: 'restart_machine' }] };
    },
  };
}

/** What cannot be read is told, and mended, by whoever changes it. */
function unlessDamaged<Value>(look: () => Value): Value | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}
