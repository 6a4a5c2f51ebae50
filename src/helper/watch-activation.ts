import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '#base/lock-file.ts';
import { runInto } from '#base/run-program.ts';
import { ActivationNote, noteFiles, readNote, writeNote } from './note.ts';
import type { HelperSettings } from './settings.ts';

/**
 * The work of the process that watches an activation: runs what the note with this id tells, and writes down how it ended.
 * Does nothing when the note is gone or somebody is at it.
 */
export async function watchActivation(
  settings: HelperSettings,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const files = noteFiles(settings.state);
  const lock = takeLock(files.lock);
  if ('heldBy' in lock) return;
  using _lock = lock;
  const note = readNote(files.note, ActivationNote);
  if (note?.id !== id || note.step !== 'activating') return;
  const environment = activationEnvironment(settings);
  const output = openSync(files.output, 'a', 0o600);
  try {
    const program = join(note.toplevel, 'bin/switch-to-configuration');
    const { exitCode } = await runInto([program, note.activation], output, { environment }, signal);
    writeNote(files.result, { id, exitCode });
  } finally {
    closeSync(output);
  }
}

/** As nixos-rebuild has it: boot loaders write their menu, and are not installed anew. */
export function activationEnvironment({ environment }: HelperSettings): Record<string, string> {
  return { ...environment, NIXOS_INSTALL_BOOTLOADER: '0' };
}
