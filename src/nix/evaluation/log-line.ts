import { z } from 'zod';
import { type ActivityField, type ActivityRecord, activityKind, activityResult } from '../activity.ts';
import { plainText } from '../plain-text.ts';

/** A place in a file of Nix. */
export interface SourcePlace {
  file: string;
  line: number;
}

/** A line of what a program of Nix writes to stderr. */
export interface LogLine {
  /** Absent: nothing that we know. */
  record?: ActivityRecord;
  /** Where the error is that it tells. */
  at?: SourcePlace;
}

const MARK = '@nix ';

const Id = z.bigint();
const Fields = z.array(z.union([z.string(), z.number()])).default([]);
const RawRecord = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('start'),
    id: Id,
    parent: Id.default(0n),
    type: z.number(),
    level: z.number().default(3),
    text: z.string().default(''),
    fields: Fields,
  }),
  z.object({ action: z.literal('stop'), id: Id }),
  z.object({ action: z.literal('result'), id: Id, type: z.number(), fields: Fields }),
  z.object({
    action: z.literal('msg'),
    level: z.number(),
    msg: z.string(),
    file: z.string().nullish(),
    line: z.number().nullish(),
  }),
]);

/** A line of `--log-format internal-json`; whatever is none is a plain line. */
export function parseLogLine(line: string): LogLine {
  const raw = line.startsWith(MARK) ? parseRecord(line.slice(MARK.length)) : undefined;
  if (!raw) return line.trim() === '' ? {} : { record: { type: 'line', text: plainText(line) } };
  switch (raw.action) {
    case 'start': {
      const { id, parent, level, fields } = raw;
      const activity = activityKind(raw.type);
      return { record: { type: 'start', id, parent, activity, level, text: plainText(raw.text), fields } };
    }
    case 'stop':
      return { record: { type: 'stop', id: raw.id } };
    case 'result':
      return resultLine(raw.id, raw.type, raw.fields);
    case 'msg': {
      const record: ActivityRecord = { type: 'line', text: plainText(raw.msg), level: raw.level };
      if (raw.level > 0 || !raw.file || !raw.line) return { record };
      // Newer versions repeat the position behind the name.
      return { record, at: { file: raw.file.replace(/(?::\d+){1,2}$/, ''), line: raw.line } };
    }
  }
}

function resultLine(id: bigint, type: number, fields: readonly ActivityField[]): LogLine {
  const result = activityResult(type, fields);
  return result ? { record: { type: 'result', id, ...result } } : {};
}

function parseRecord(text: string): z.infer<typeof RawRecord> | undefined {
  try {
    return RawRecord.safeParse(JSON.parse(text, withExactIds)).data;
  } catch {
    return undefined;
  }
}

/** Ids hold a process and a count and pass 2^53 on machines that ran for long, so they are read from the text. */
function withExactIds(key: string, value: unknown, context?: { source?: string }): unknown {
  const isId = (key === 'id' || key === 'parent') && /^\d{1,20}$/.test(context?.source ?? '');
  return isId ? BigInt(context?.source as string) : value;
}
