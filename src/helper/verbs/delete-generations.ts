import { protectedGenerations } from '#nix/protected-generations.ts';
import { oweBootMenu, writeBootMenu } from '../boot-menu.ts';
import { done, type Final, refused } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { deleteGenerations, profileState, systemsInUse } from '../profile.ts';

/** All of them or none. Then the boot menu lists those that are left. */
export async function deleteSome(
  call: CallOf<'delete-generations'>,
  { settings, commit }: Job,
): Promise<Final> {
  const numbers = [...new Set(call.numbers)].sort((one, other) => one - other);
  const state = profileState(settings);
  const missing = numbers.find((number) => !state.numbers.includes(number));
  if (missing !== undefined) return refused('no-such-generation', `There is no generation ${missing}.`);
  const { active, booted } = systemsInUse(settings);
  const kept = protectedGenerations(state, [active, booted]);
  const wanted = numbers.find((number) => kept.has(number));
  if (wanted !== undefined)
    return refused(
      'protected-generation',
      `Generation ${wanted} stays: it is in use, or one of the newest two besides those in use.`,
    );
  const lasting = commit();
  oweBootMenu(settings);
  const { exitCode, output } = await deleteGenerations(numbers, settings, lasting);
  const left = profileState(settings).numbers.filter((number) => numbers.includes(number));
  if (exitCode === 0 && left.length === 0) {
    const menu = await writeBootMenu(settings, lasting);
    if (menu.exitCode === 0) return done({ type: 'deleted', numbers });
    return refused('failed', 'The boot menu could not be written.', {
      output: menu.output,
      left: 'The generations are deleted, and the boot menu still lists them.',
    });
  }
  await writeBootMenu(settings, lasting);
  const gone = numbers.filter((number) => !left.includes(number));
  return refused('failed', 'Not all of these generations could be deleted.', {
    output,
    left: gone.length > 0 ? `Deleted are ${gone.join(', ')}.` : undefined,
  });
}
