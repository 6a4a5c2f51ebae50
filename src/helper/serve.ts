import { isAbort } from '#base/errors.ts';
import { makeFolder } from '#base/make-folder.ts';
import { attend, type ConnectionLimits } from './connection.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { listen, type Place } from './listen.ts';

export interface ServeOptions extends DeskOptions {
  place: Place;
  limits: ConnectionLimits;
  /** Ends by itself when nobody was connected for so long; absent: never. */
  idleMs?: number;
}

const SETTLE_AGAIN_MS = 500;
const LOOK_MS = 2_000;

/** Serves clients until it is aborted, or idle for long. What runs then, an activation apart, is broken off. */
export async function serve(options: ServeOptions, signal: AbortSignal): Promise<void> {
  const { settings, clock, place, limits, idleMs } = options;
  makeFolder(settings.state);
  const desk = new Desk(options);
  await using listening = await listen(place, (socket) => {
    usedAt = clock.now();
    void attend(socket, desk, limits);
  });
  let usedAt = clock.now();
  try {
    while (await desk.settle()) await clock.sleep(SETTLE_AGAIN_MS, signal);
    for (;;) {
      await clock.sleep(LOOK_MS, signal);
      // An activation that nobody waits for any more may be over.
      if (desk.isOwing) await desk.settle();
      if (listening.count > 0 || desk.isBusy || desk.isOwing || desk.isCounting) usedAt = clock.now();
      if (idleMs !== undefined && clock.now() - usedAt > idleMs) return;
    }
  } catch (error) {
    if (!isAbort(error, signal)) throw error;
  }
}
