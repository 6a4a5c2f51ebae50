import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '#base/lock-file.ts';
import { runInto } from '#base/run-program.ts';
import { ActivationEnvironment, ActivationNote, noteFiles, readNote, writeNote } from './note.ts';

/**
 * The work of the process that watches an activation: runs what the note with this id in the folder `state` tells, and
 * writes down how it ended.
 * Does nothing when the note is gone or somebody is at it.
 */
export async function watchActivation(state: string, id: string, signal: AbortSignal): Promise<void> {
  const files = noteFiles(state);
  const lock = takeLock(files.lock);
  if ('heldBy' in lock) return;
  using _lock = lock;
  const note = readNote(files.note, ActivationNote);
  if (note?.id !== id || note.step !== 'activating') return;
  // As nixos-rebuild has it: boot loaders write their menu, and are not installed anew.
  const environment = {
    ...readNote(files.environment, ActivationEnvironment),
    NIXOS_INSTALL_BOOTLOADER: '0',
  };
  const output = openSync(files.output, 'a', 0o600);
  try {
    const program = join(note.toplevel, 'bin/switch-to-configuration');
    const { exitCode } = await runInto(
      [program, note.activation],
      output,
      { environment, isShared: true },
      signal,
    );
    writeNote(files.result, { id, exitCode });
  } finally {
    closeSync(output);
  }
}
