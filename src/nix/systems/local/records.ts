import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { NixError } from '#base/errors.ts';
import { Attribute } from '../../attribute.ts';
import { ManagedConfig } from '../../managed-config.ts';
import { ContentHash, UpdateId } from '../../privileged.ts';
import { Request } from '../../request.ts';

/** What we keep of a real system below our own state directory. */
export interface LocalFiles {
  /** Changes that can be undone. */
  undo: string;
  /** By what files of the user's own systems were built. */
  byHand: string;
  /** A change that was begun; gone when it is over. */
  pending: string;
  lock: string;
  /** What the holder of the lock is at. */
  job: string;
  /** How long builds took. */
  durations: string;
  /** How much of what was asked for was known by then. */
  hits: string;
}

export function localFiles(directory: string): LocalFiles {
  return {
    undo: join(directory, 'undo.json'),
    byHand: join(directory, 'by-hand.json'),
    pending: join(directory, 'pending.json'),
    lock: join(directory, 'lock'),
    job: join(directory, 'job.json'),
    durations: join(directory, 'durations.jsonl'),
    hits: join(directory, 'hits.json'),
  };
}

/** What comes to the own profile of a person, and goes from it. */
const OwnChange = z.strictObject({ adds: z.array(Attribute), removes: z.array(Attribute) });

/** Oldest first. */
export const UndoRecord = z.array(
  z.strictObject({
    from: z.int(),
    to: z.int(),
    own: OwnChange.optional(),
    units: z.record(z.string(), z.enum(['running', 'stopped'])).optional(),
    /** It updated the inputs as well. */
    updateId: UpdateId.optional(),
    /** It had a system run until the next start; the profile stayed. */
    tried: z.literal(true).optional(),
  }),
);
export type UndoRecord = z.infer<typeof UndoRecord>;

/** Enough to tell, whenever we are killed, whether a change was made, and to put back what was not. */
export const Pending = z.strictObject({
  requests: z.array(Request),
  /** Of the profile before it, and where it leads; the same when only services or the store are changed. */
  from: z.int(),
  to: z.int(),
  /** The managed file before it, and as the change has it; absent when that is left alone. */
  managed: z
    .strictObject({ before: ManagedConfig.optional(), beforeHash: ContentHash, after: ManagedConfig })
    .optional(),
  /** Of the update of the inputs, if there is one. */
  updateId: UpdateId.optional(),
  /** The update that is taken back, when the generation is. */
  restoresId: UpdateId.optional(),
  own: OwnChange.optional(),
  /** Services that are ordered by name. */
  units: z.record(z.string(), z.enum(['start', 'stop', 'restart'])).optional(),
  /** Generations that go. */
  deletes: z.array(z.int()).optional(),
  /** All that can be taken back is in place, and the undo record says so; what cannot is under way. */
  isMade: z.boolean(),
  undo: z.strictObject({ before: UndoRecord, after: UndoRecord }),
});
export type Pending = z.infer<typeof Pending>;

/** Undefined when there is none. Throws NixError `bad-state` for one that tells nothing. */
export function readRecord<Shape extends z.ZodType>(file: string, shape: Shape): z.infer<Shape> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new NixError('bad-state', `${file} cannot be read (${code}).`, { cause });
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new NixError('bad-state', `${file} is not what we wrote. Look at it, and move it away.`, { cause });
  }
}
