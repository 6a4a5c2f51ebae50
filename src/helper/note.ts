import { readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeDurably } from '#base/durable-file.ts';
import { Activation } from '#nix/privileged.ts';

/**
 * An activation under way, written down before anything moves. Whoever finds it after a crash can finish what it tells, or
 * put it back.
 */
export const ActivationNote = z.strictObject({
  version: z.literal(1),
  /** Different for each. */
  id: z.uuid(),
  /** `activating`: the activation was about to be started, or is. */
  step: z.enum(['moving', 'activating']),
  activation: Activation,
  toplevel: z.string(),
  /** What the profile was at; null: at nothing. */
  previous: z.int().nullable(),
  /** The newest generation that there was: what is above was made for this activation. */
  newest: z.int(),
  /** It was the running system before; then that it is proves nothing. */
  ranBefore: z.boolean(),
});
export type ActivationNote = z.infer<typeof ActivationNote>;

/** How an activation's program ended, written by who watched it. */
export const ActivationResult = z.strictObject({ id: z.string(), exitCode: z.int().nullable() });
export type ActivationResult = z.infer<typeof ActivationResult>;

export interface NoteFiles {
  note: string;
  result: string;
  /** What the program said. */
  output: string;
  /** The environment in which it is run. */
  environment: string;
  /** Held by who runs the program or puts things right. */
  lock: string;
}

export function noteFiles(state: string): NoteFiles {
  const at = (name: string) => join(state, name);
  return {
    note: at('activation.json'),
    result: at('activation-result.json'),
    output: at('activation.log'),
    environment: at('activation-environment.json'),
    lock: at('activation.lock'),
  };
}

export const ActivationEnvironment = z.record(z.string(), z.string());

export function writeNote(file: string, note: object): void {
  writeDurably(file, `${JSON.stringify(note)}\n`);
}

/** Undefined when there is none; one that cannot be understood is none, as it was never finished. */
export function readNote<Note>(file: string, schema: z.ZodType<Note>): Note | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** When the activation that is written down was begun; undefined when there is none. */
export function notedSince(state: string): number | undefined {
  const stats = statSync(noteFiles(state).note, { throwIfNoEntry: false });
  return stats && Math.floor(stats.mtimeMs);
}

export function removeNote({ note, result }: NoteFiles): void {
  rmSync(note, { force: true });
  syncFolder(dirname(note));
  rmSync(result, { force: true });
}
