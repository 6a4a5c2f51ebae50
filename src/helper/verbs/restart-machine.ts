import { awaitedStart } from '#nix/profiles/awaited-start.ts';
import { done, type Final, refused } from '../final.ts';
import { isActivating } from '../guards.ts';
import type { Job } from '../job.ts';
import { runTool } from '../run-tool.ts';

/** Whoever wants to put something in safety first is given five seconds by logind. */
const SEEN_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

/** Only while a start would bring what does not run yet, and nobody is at it; then it is seen whether the machine goes down. */
export async function restartMachine({ settings, clock, signal, commit }: Job): Promise<Final> {
  if (!awaitedStart(settings.places))
    return refused('already-there', 'All that a restart would bring is running.');
  // Of somebody else's, as of nixos-rebuild typed by root: it may be writing the boot menu.
  if (await isActivating(settings, signal)) return refused('busy', 'Another activation is running.');
  const lasting = commit();
  const { exitCode, output } = await runTool([settings.systemctl, 'reboot'], settings, lasting);
  for (const askedAt = clock.now(); exitCode === 0 && clock.now() - askedAt < SEEN_WITHIN_MS; ) {
    const { stdout } = await runTool([settings.systemctl, 'is-system-running'], settings, lasting);
    if (stdout.trim() === 'stopping') return done({ type: 'restarting' });
    await clock.sleep(LOOK_EVERY_MS, lasting);
  }
  return refused('failed', 'The machine does not restart.', { output });
}
