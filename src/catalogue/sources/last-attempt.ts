import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { diskTroubleOf } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';

/** What became of the last attempt to make a catalogue. */
export const LastAttempt = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  outcome: z.enum(['made', 'offline', 'failed']),
  /** Why it failed. */
  message: z.string().max(1_000).optional(),
});
export type LastAttempt = z.infer<typeof LastAttempt>;

/** Undefined when nobody has tried yet, or what is told of it cannot be read. */
export function readLastAttempt(cache: string): LastAttempt | undefined {
  try {
    return LastAttempt.safeParse(JSON.parse(readFileSync(fileIn(cache), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Where it cannot be written it is forgotten: what was made is there all the same. */
export function noteAttempt(cache: string, { message, ...attempt }: LastAttempt): void {
  try {
    const told = message === undefined ? attempt : { ...attempt, message: message.slice(0, 1_000) };
    writeDurably(fileIn(cache), `${JSON.stringify(told)}\n`);
  } catch (error) {
    if (diskTroubleOf(error) === undefined) throw error;
  }
}

function fileIn(cache: string): string {
  return join(cache, 'packages-attempt.json');
}
