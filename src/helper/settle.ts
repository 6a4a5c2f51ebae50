import { existsSync } from 'node:fs';
import { z } from 'zod';
import { takeLock } from '#base/lock-file.ts';
import { Activation } from '#nix/privileged.ts';
import { runActivation } from './activate.ts';
import { conclude, putBack, tookPlace } from './conclude.ts';
import { isActivating } from './guards.ts';
import type { Job } from './job.ts';
import { ActivationNote, ActivationResult, type NoteFiles, noteFiles, readNote, removeNote } from './note.ts';
import { isWatched } from './watcher-process.ts';

/** What was found half done, and what became of it. */
export const Settled = z.strictObject({
  activation: Activation,
  toplevel: z.string(),
  /** `left`: something is not as it should be, `message` says what. */
  how: z.enum(['finished', 'put-back', 'left']),
  message: z.string().optional(),
});
export type Settled = z.infer<typeof Settled>;

/**
 * Finishes or puts back the activation that an earlier helper left behind; undefined when there is none. `under-way`: it is
 * still being carried out, by a process that outlived the helper.
 */
export async function settle(
  job: Pick<Job, 'settings' | 'program' | 'clock' | 'tell'>,
  signal: AbortSignal,
): Promise<Settled | 'under-way' | undefined> {
  const { settings } = job;
  const files = noteFiles(settings.state);
  if (!existsSync(files.note)) return undefined;
  const found = await look(files, job, signal);
  if (found === 'under-way' || found === undefined || 'how' in found) return found;
  const final = await runActivation(found, files, job, signal);
  const { activation, toplevel } = found;
  if (final.type === 'result') return { activation, toplevel, how: 'finished' };
  if (final.code === 'still-running') return 'under-way';
  return { activation, toplevel, ...told(final.left) };
}

/** Settles what needs no activation; else gives what has to be activated again. */
async function look(
  files: NoteFiles,
  { settings }: Pick<Job, 'settings'>,
  signal: AbortSignal,
): Promise<Settled | 'under-way' | ActivationNote | undefined> {
  const note = readNote(files.note, ActivationNote);
  // Whoever starts to watch goes away again when somebody has the lock.
  if (note && isWatched(note.id)) return 'under-way';
  const lock = takeLock(files.lock);
  if ('heldBy' in lock) return 'under-way';
  using _lock = lock;
  if (await isActivating(settings, signal)) return 'under-way';
  if (!note) {
    removeNote(files);
    return undefined;
  }
  const { activation, toplevel } = note;
  const result = readNote(files.result, ActivationResult);
  if (result?.id === note.id) {
    const final = await conclude(note, result.exitCode, files, settings, signal);
    removeNote(files);
    if (final.type === 'result') return { activation, toplevel, how: 'finished' };
    return { activation, toplevel, ...told(final.left) };
  }
  // Half of it may be done: NixOS goes on where it was when the same is activated again.
  if (note.step === 'activating' && !note.ranBefore && tookPlace(note, settings)) return note;
  const left = await putBack(note, note.step === 'activating', settings, signal);
  removeNote(files);
  return { activation, toplevel, ...told(left) };
}

function told(left: string | undefined): Pick<Settled, 'how' | 'message'> {
  return left === undefined ? { how: 'put-back' } : { how: 'left', message: left };
}
