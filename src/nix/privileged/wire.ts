import { z } from 'zod';
import type { ActivityRecord } from '../activity.ts';
import { PrivilegedCall, type PrivilegedNews, REFUSAL_CODES } from '../privileged.ts';

/**
 * What a client and the root helper say to each other, a line of JSON each. The helper greets, the client says one call,
 * the helper tells news until the last and closes. While it tells, the client may say `{"cancel":true}`.
 */
export const HELPER_VERSION = 1;

/** Bytes of a client's line, without its end: room for a managed file of any believable size. */
export const MOST_CALL_BYTES = 512 * 1024;
/** Bytes of a line of the helper. */
export const MOST_NEWS_BYTES = 1024 * 1024;

export const CallLine = z.strictObject({ version: z.literal(HELPER_VERSION), call: PrivilegedCall });
export const CancelLine = z.strictObject({ cancel: z.literal(true) });
const Greeting = z.looseObject({ type: z.literal('hello'), version: z.int() });

export function greetingLine(): string {
  return line({ type: 'hello', version: HELPER_VERSION });
}

export function callLine(call: PrivilegedCall): string {
  return line({ version: HELPER_VERSION, call });
}

export function cancelLine(): string {
  return line({ cancel: true });
}

/** Ids of activities are written as text: a number of JSON would be rounded. */
export function newsLine(news: PrivilegedNews): string {
  return line(news);
}

function line(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))}\n`;
}

/** The version a helper greets with; undefined when it is no greeting. */
export function parseGreeting(text: string): number | undefined {
  return Greeting.safeParse(parseJson(text)).data?.version;
}

const Id = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt);

/** Only its outside is looked at: it comes from a program of root. Unknown news is passed over by who reads it. */
const News = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('activity'),
    record: z.looseObject({ type: z.string(), id: Id.optional(), parent: Id.optional() }),
  }),
  z.object({ type: z.literal('line'), text: z.string() }),
  z.object({ type: z.literal('result'), result: z.looseObject({ type: z.string() }) }),
  z.object({
    type: z.literal('refused'),
    code: z.enum(REFUSAL_CODES).catch('failed'),
    message: z.string(),
    output: z.string().optional(),
    left: z.string().optional(),
  }),
]);

/** Undefined for what is no news. */
export function parseNews(text: string): PrivilegedNews | undefined {
  const { data } = News.safeParse(parseJson(text));
  if (data?.type === 'activity')
    return { type: 'activity', record: data.record as unknown as ActivityRecord };
  return data as PrivilegedNews | undefined;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
