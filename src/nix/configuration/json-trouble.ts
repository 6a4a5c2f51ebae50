import type { z } from 'zod';

/** Why a text is not the JSON that it should be. */
export interface JsonTrouble {
  /** From 1; absent when it cannot be told. */
  line?: number;
  message: string;
}

/** Undefined when `text` fits `schema`. */
export function jsonTrouble(text: string, schema: z.ZodType): JsonTrouble | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    return { line: lineOf(text, message), message: 'it is no JSON' };
  }
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) return undefined;
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path.findLast(isText);
  const line = key === undefined ? undefined : lineOfKey(text, String(key));
  const where = issue.path.join(' ');
  return { ...(line && { line }), message: where ? `${where}: ${issue.message}` : issue.message };
}

function isText(part: PropertyKey): part is string {
  return typeof part === 'string';
}

/** V8 tells a position in the text; without one, the end came too early. */
function lineOf(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return before.split('\n').length;
}

function lineOfKey(text: string, key: string): number | undefined {
  const position = text.indexOf(`${JSON.stringify(key)}`);
  return position < 0 ? undefined : text.slice(0, position).split('\n').length;
}
