import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { startProgram } from '#base/run-program.ts';
import type { Activation } from '#nix/privileged.ts';
import { watcherArgv } from './activation-argv.ts';
import { conclude, movesProfile, putBack } from './conclude.ts';
import { type Final, refused } from './final.ts';
import { followActivation } from './follow-activation.ts';
import { ACTIVATION_UNIT, whyNotActivate } from './guards.ts';
import type { Job } from './job.ts';
import { makeGeneration } from './make-generation.ts';
import { type ActivationNote, type NoteFiles, noteFiles, removeNote, writeNote } from './note.ts';
import { currentNumber, generationNumbers, systemsInUse } from './profile.ts';
import { switchProfile, type Unmoved } from './switch-profile.ts';

/** Then who waits hears that somebody else is at it. */
const PATIENCE_S = 2;

export interface Wanted {
  toplevel: string;
  activation: Activation;
  /** A generation that is there; absent: the toplevel becomes one. */
  generation?: number;
}

/**
 * Makes `toplevel` a generation, unless it is only to be tried, and activates it. A note is on the disk before anything
 * moves, so that whoever comes after a crash can settle it.
 */
export async function activate(wanted: Wanted, job: Job): Promise<Final> {
  const { settings } = job;
  const forbidden = await whyNotActivate(wanted.toplevel, wanted.activation, settings, job.signal);
  if (forbidden) return forbidden;
  const lasting = job.commit();
  const files = noteFiles(settings.state);
  const note = noteOf(wanted, job);
  writeNote(files.note, note);
  if (movesProfile(note)) {
    const unmoved = await moveProfile(wanted, job, lasting);
    if (unmoved) {
      const { code, output } = unmoved;
      const left = await putBack(note, false, settings, lasting);
      removeNote(files);
      return refused(code, 'The system profile could not be moved.', { output, left });
    }
  }
  return await runActivation(note, files, job, lasting);
}

/** Runs what the note tells through a process that outlives us, and concludes. */
export async function runActivation(
  note: ActivationNote,
  files: NoteFiles,
  { settings, program, clock, tell }: Pick<Job, 'settings' | 'program' | 'clock' | 'tell'>,
  signal: AbortSignal,
): Promise<Final> {
  writeFileSync(files.output, '', { mode: 0o600 });
  // In a file, as a command line can be read by everybody; written anew for whoever is started after a crash.
  writeFileSync(files.environment, JSON.stringify(settings.environment), { mode: 0o600 });
  writeNote(files.note, { ...note, step: 'activating' });
  const { environment } = settings;
  const watcher = startProgram(watcherArgv(program, settings, note.id), signal, { environment });
  watcher.stdin.end();
  watcher.stdout.resume();
  watcher.stderr.resume();
  const say = (text: string) => tell({ type: 'line', text });
  const followed = await followActivation(note.id, files, settings, clock, say, signal);
  if (followed === 'late') return stillRunning(settings);
  const { lock, result } = followed;
  using _lock = lock;
  const final = await conclude(note, result?.exitCode ?? null, files, settings, signal);
  removeNote(files);
  return final;
}

/** Its note stays: whoever comes when it is over concludes. */
function stillRunning({ activationLimitMs }: Job['settings']): Final {
  const minutes = Math.round(activationLimitMs / 60_000);
  return refused('still-running', `The activation is not over after ${minutes} minutes, and goes on.`, {
    left: `To see what it waits for: journalctl --follow --unit ${ACTIVATION_UNIT}`,
  });
}

function noteOf({ toplevel, activation }: Wanted, { settings }: Job): ActivationNote {
  return {
    version: 1,
    id: randomUUID(),
    step: 'moving',
    activation,
    toplevel,
    previous: currentNumber(settings) ?? null,
    newest: generationNumbers(settings).at(-1) ?? 0,
    ranBefore: systemsInUse(settings).active === toplevel,
  };
}

async function moveProfile(
  { toplevel, generation }: Wanted,
  { settings }: Job,
  signal: AbortSignal,
): Promise<Unmoved | undefined> {
  if (generation !== undefined)
    return await switchProfile({ generation, toplevel, waitS: PATIENCE_S }, settings, signal);
  return await makeGeneration(toplevel, PATIENCE_S, settings, signal);
}
