import type { Intent } from '#understanding/intent.ts';
import { order } from './commands.ts';
import type { Moment } from './moment.ts';
import type { Origin } from './questions.ts';

const RESTART = 'restart_machine';

/** What may be asked for though nobody has asked about it yet: a restart, once a change that was made waits for it. */
export function offered({ restartOffered }: { restartOffered: boolean }): readonly string[] {
  return restartOffered ? [RESTART] : [];
}

export function isRestart({ intent }: Intent): boolean {
  return intent === RESTART;
}

/** Orders a restart of the machine where one was offered; gives whether it was. */
export function orderOffered(moment: Moment, restart: Intent, origin: Origin): boolean {
  if (moment.state.restartOffered) order(moment, [restart], origin);
  return moment.state.restartOffered;
}
