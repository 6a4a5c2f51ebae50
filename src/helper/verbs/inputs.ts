import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '#base/durable-file.ts';
import { UpdateId } from '#nix/privileged.ts';
import { whyNotTrusted } from '../configuration-trust.ts';
import { done, type Final, refused } from '../final.ts';
import { type Inputs, inputsOf } from '../inputs.ts';
import type { CallOf, Job } from '../job.ts';
import { readNote } from '../note.ts';
import type { HelperSettings } from '../settings.ts';

/** What the inputs were before an update, and what it made of them; null: it was not seen to end. */
const InputsNote = z.strictObject({
  kind: z.enum(['channels', 'flake']),
  from: z.string(),
  to: z.string().nullable(),
  /** Of the call that updated them. */
  id: UpdateId.optional(),
});
type InputsNote = z.infer<typeof InputsNote>;

/** How many updates can be taken back, one after the other. */
const MOST_UPDATES = 20;

export async function updateInputs(
  { id }: CallOf<'update-inputs'>,
  { settings, signal }: Job,
): Promise<Final> {
  const distrusted = whyNotTrusted(settings);
  if (distrusted) return distrusted;
  const inputs = inputsOf(settings);
  const notes = inputsNotes(settings.state);
  const older = notes.read();
  const from = inputs.read();
  const note = { kind: inputs.kind, from, ...(id !== undefined && { id }) };
  notes.write([...older, { ...note, to: null }]);
  try {
    const { exitCode, output } = await inputs.update(signal);
    const to = inputs.read();
    if (exitCode === 0 && to !== from) {
      notes.write([...older, { ...note, to }]);
      return done({ type: 'inputs', changed: true });
    }
    await asBefore(inputs, from);
    notes.write(older);
    if (exitCode === 0) return done({ type: 'inputs', changed: false });
    return refused('failed', 'The inputs could not be updated.', { output });
  } catch (error) {
    await asBefore(inputs, from);
    notes.write(older);
    throw error;
  }
}

async function asBefore(inputs: Inputs, from: string): Promise<void> {
  if (inputs.read() !== from) await inputs.put(from, new AbortController().signal);
}

/** Puts inputs back whose update was not seen to end. Only for who holds the lock. */
export async function settleInputs(settings: HelperSettings): Promise<void> {
  const notes = inputsNotes(settings.state);
  const older = notes.read();
  const note = older.pop();
  if (note?.to !== null || whyNotTrusted(settings)) return;
  const inputs = inputsOf(settings);
  if (note.kind === inputs.kind) await asBefore(inputs, note.from);
  notes.write(older);
}

/** Only if they are still what the update made of them. */
export async function restoreInputs(
  { id }: CallOf<'restore-inputs'>,
  { settings, commit }: Job,
): Promise<Final> {
  const distrusted = whyNotTrusted(settings);
  if (distrusted) return distrusted;
  const inputs = inputsOf(settings);
  const notes = inputsNotes(settings.state);
  const older = notes.read();
  const note = older.pop();
  if (note?.kind !== inputs.kind || (id !== undefined && id !== note.id))
    return refused('stale', 'No update is known that could be taken back.');
  const present = inputs.read();
  if (present !== note.from && note.to !== null && present !== note.to)
    return refused('stale', 'The inputs have been changed since that update.');
  const lasting = commit();
  const changed = present !== note.from;
  if (changed && !(await inputs.put(note.from, lasting)))
    return refused('failed', 'The inputs could not be put back.');
  notes.write(older);
  return done({ type: 'inputs', changed });
}

/** Of the updates that can be taken back, oldest first. */
function inputsNotes(state: string) {
  const file = join(state, 'inputs.json');
  return {
    read: () => readNote(file, z.array(InputsNote)) ?? [],
    write(notes: readonly InputsNote[]) {
      if (notes.length > 0) writeDurably(file, `${JSON.stringify(notes.slice(-MOST_UPDATES))}\n`);
      else rmSync(file, { force: true });
    },
  };
}
