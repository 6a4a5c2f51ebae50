import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { systemProfile } from '#nix/places.ts';
import { type ActivationOutcome, parseActivation } from '#nix/rebuild/activation-output.ts';
import { writeBootMenu } from './boot-menu.ts';
import { done, type Final, refused } from './final.ts';
import type { ActivationNote, NoteFiles } from './note.ts';
import { currentNumber, deleteGenerations, profileState, systemsInUse } from './profile.ts';
import type { HelperSettings } from './settings.ts';
import { switchProfile } from './switch-profile.ts';

/** Better put back late than left at what does not work. */
const PATIENCE_S = 60;

/**
 * What came of an activation that is over: looked at, not believed. What did not take place is put back. `exitCode` null:
 * not known.
 */
export async function conclude(
  note: ActivationNote,
  exitCode: number | null,
  files: NoteFiles,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Final> {
  const output = existsSync(files.output) ? readFileSync(files.output, 'utf8') : '';
  const outcome = parseActivation(output, exitCode);
  if (isAsPromised(note, outcome, settings)) return activated(note, outcome, settings);
  if (!note.ranBefore && tookPlace(note, settings))
    return refused('activation-failed', 'The activation was not carried out to its end.', {
      output,
      left: 'The new system is in place, as far as it came.',
    });
  const mayHaveNewMenu = outcome.end === 'bootloader' || outcome.end === 'unknown';
  const left = await putBack(note, mayHaveNewMenu, settings, signal);
  const code = outcome.end === 'locked' ? 'busy' : 'activation-failed';
  const message =
    code === 'busy' ? 'Another activation is running.' : 'The new system could not be activated.';
  return refused(code, message, { output, left });
}

function isAsPromised(note: ActivationNote, { end }: ActivationOutcome, settings: HelperSettings): boolean {
  switch (end) {
    case 'done':
      return note.activation === 'dry-activate' || note.activation === 'boot'
        ? movesProfile(note) === false || isProfileAt(note, settings)
        : tookPlace(note, settings);
    case 'units-failed':
      return tookPlace(note, settings);
    case 'needs-restart':
      return !movesProfile(note) || isProfileAt(note, settings);
    default:
      return false;
  }
}

/** Whether it became the running system. */
export function tookPlace(note: ActivationNote, settings: HelperSettings): boolean {
  if (note.activation !== 'switch' && note.activation !== 'test') return false;
  return (
    systemsInUse(settings).active === note.toplevel && (!movesProfile(note) || isProfileAt(note, settings))
  );
}

export function movesProfile({ activation }: ActivationNote): boolean {
  return activation === 'switch' || activation === 'boot';
}

function isProfileAt({ toplevel }: ActivationNote, { places }: HelperSettings): boolean {
  try {
    return realpathSync(systemProfile(places)) === toplevel;
  } catch {
    return false;
  }
}

function activated(note: ActivationNote, outcome: ActivationOutcome, settings: HelperSettings): Final {
  const generation = currentNumber(settings) ?? 0;
  const { failedUnits, stops, starts, restarts } = outcome;
  return done({
    type: 'activated',
    generation,
    previous: note.previous ?? generation,
    needsRestart: outcome.end === 'needs-restart',
    ...{ failedUnits, stops, starts, restarts },
  });
}

/**
 * The profile at exactly what it was at, without what was made for this activation; the boot menu too, when it may have been
 * written. Gives what could not be put back, in a sentence.
 */
export async function putBack(
  note: ActivationNote,
  mayHaveNewMenu: boolean,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { previous, newest } = note;
  if (!movesProfile(note) || previous === null) return undefined;
  if (currentNumber(settings) !== previous) {
    // Neither here nor there: somebody has moved it since, and knew what they did.
    if (!isProfileAt(note, settings)) return undefined;
    if (await switchProfile({ generation: previous, waitS: PATIENCE_S }, settings, signal))
      return `The profile could not be put back to generation ${previous}.`;
  }
  const { numbers, toplevelOf } = profileState(settings);
  const made = numbers.filter((number) => number > newest && toplevelOf.get(number) === note.toplevel);
  if (made.length > 0) await deleteGenerations(made, settings, signal);
  if (!mayHaveNewMenu) return undefined;
  const menu = await writeBootMenu(settings, signal);
  return menu.exitCode === 0 ? undefined : 'The boot menu could not be written as it was.';
}
