import { journalHealth } from '#journal/health.ts';
import type { Journal } from '#journal/journal.ts';
import type { Nix } from '#nix/nix.ts';
import { degraded, type Found, ok } from './finding.ts';

/** Which system is in use, and whether it can be read. Throws `NixError`. */
export async function checkSystem(nix: Nix, signal: AbortSignal): Promise<Found> {
  const { current, generations } = await nix.facts(signal);
  const what = nix.system === 'practice' ? 'The practice system: nothing real changes.' : 'Your real system.';
  const message = `${what} Generation ${current} is in use, one of ${generations.length}.`;
  const [mended] = nix.repairs ?? [];
  if (mended === undefined) return ok(message);
  return degraded(`${message} ${mended}`, 'Say system info, and look whether all is as you left it.');
}

/** Whether all that was done is on record. Throws `ConfigError` when it cannot be read. */
export function checkJournal(journal: Journal): Found {
  const { records, loss } = journalHealth(journal.check());
  const message = `The journal has ${records} ${records === 1 ? 'record' : 'records'}.`;
  if (loss === undefined) return ok(message);
  return degraded(`${message} ${loss}`, 'Nothing needs to be done: it goes on after that.');
}
