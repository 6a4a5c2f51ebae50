import { z } from 'zod';
import { askProgram } from '#base/ask-program.ts';
import { NixError } from '#base/errors.ts';
import { plainText } from '../plain-text.ts';

const LINES = 12;

/** A record of the journal of systemd; a message that is no text comes as bytes. */
const Entry = z.object({
  __REALTIME_TIMESTAMP: z.string().regex(/^\d+$/),
  MESSAGE: z.union([z.string(), z.array(z.int().min(0).max(255))]).nullish(),
});

/** The last lines of a service (without `.service`), newest first. Throws NixError `no-services` when they cannot be had. */
export async function serviceLog(
  program: string,
  service: string,
  signal: AbortSignal,
): Promise<{ at: number; text: string }[]> {
  const answer = await askProgram(
    [program, '--unit', `${service}.service`, '--lines', String(LINES), '--output', 'json', '--no-pager'],
    signal,
  );
  if (answer?.exitCode !== 0)
    throw new NixError('no-services', `${program} does not tell what ${service} wrote.`);
  return answer.stdout.toString('utf8').split('\n').flatMap(lineOf).reverse();
}

function lineOf(text: string): { at: number; text: string }[] {
  if (text === '') return [];
  const entry = Entry.safeParse(asJson(text));
  if (!entry.success) return [];
  const { __REALTIME_TIMESTAMP: at, MESSAGE: message } = entry.data;
  const said = Array.isArray(message) ? Buffer.from(message).toString('utf8') : (message ?? '');
  return [{ at: Math.floor(Number(at) / 1000), text: plainText(said).trim() }];
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A line that was cut off tells nothing.
    return undefined;
  }
}
