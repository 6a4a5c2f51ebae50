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

function lineOf(text: string, message: string): number {
  return text.slice(0, positionOf(text, message)).trimEnd().split('\n').length;
}

/** V8 tells the position, or the ten letters before and after it, or that the end came too early. */
function positionOf(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const [, token = '', dots, excerpt] =
    /^Unexpected token '(.+)', (\.{3})?"([\s\S]*?)"(?:\.{3})? is not valid JSON$/u.exec(message) ?? [];
  if (excerpt === undefined) return text.length;
  return Math.max(text.indexOf(excerpt), 0) + (dots ? 10 : Math.max(excerpt.indexOf(token), 0));
}

function lineOfKey(text: string, key: string): number | undefined {
  const position = text.indexOf(`${JSON.stringify(key)}`);
  return position < 0 ? undefined : text.slice(0, position).split('\n').length;
}
