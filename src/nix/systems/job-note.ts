import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { diskTroubleOf } from '#base/disk-trouble.ts';
import { makeFolder } from '#base/make-folder.ts';
import { isStillAlive, ownMark } from '#base/process-life.ts';
import type { Answer } from '../answer.ts';
import { Request } from '../request.ts';

type Busy = Extract<Answer, { type: 'failed' }>;

/** What the process that changes the system is at, for others to tell. */
const JobNote = z.strictObject({
  process: z.strictObject({ pid: z.int(), life: z.string().optional() }),
  requests: z.array(Request),
  /** Milliseconds since 1970, estimated. */
  endsAt: z.number(),
});

/** Says beside the lock what is done under it, until disposed. Only for who holds the lock. */
export function noteJob(job: string, requests: readonly Request[], endsAt: number): Disposable {
  try {
    // It tells of a process that lives: after a loss of power it tells nothing, be it whole or not.
    makeFolder(dirname(job));
    writeFileSync(`${job}.new`, JSON.stringify({ process: ownMark(), requests, endsAt }), { mode: 0o600 });
    renameSync(`${job}.new`, job);
  } catch (error) {
    // On a full disk others hear only that we are busy: what makes room must not fail for want of it.
    if (diskTroubleOf(error) === undefined) throw error;
  }
  return { [Symbol.dispose]: () => rmSync(job, { force: true }) };
}

/** That another process changes the system, and what it is at; undefined when none says so. */
export function busyWith(job: string, now: number): Busy | undefined {
  const note = readNote(job);
  if (!note || note.process.pid === process.pid || !isStillAlive(note.process)) return undefined;
  const remainingMs = Math.max(0, note.endsAt - now);
  return { type: 'failed', code: 'busy', restored: true, requests: note.requests, remainingMs };
}

function readNote(job: string): z.infer<typeof JobNote> | undefined {
  try {
    return JobNote.parse(JSON.parse(readFileSync(job, 'utf8')));
  } catch {
    // Most of the time there is none, and one that is torn tells nothing.
    return undefined;
  }
}
