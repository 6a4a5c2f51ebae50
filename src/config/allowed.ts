import { isSectionShape, type Shape } from './shape.ts';

/** What a setting may be, to stand after "must be". */
export function allowedIn(shape: Shape): string {
  if (shape.description !== undefined) return shape.description;
  if (shape.enum) return oneOf(shape.enum.map(String));
  if (shape.const !== undefined) return String(shape.const);
  if (isSectionShape(shape)) return 'a section of “name: value” lines';
  if (shape.anyOf) return shape.anyOf.map(allowedIn).join(' or ');
  switch (shape.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number${range(shape)}`;
    case 'number':
      return `a number${range(shape)}`;
    case 'array':
      return `a list, each entry ${shape.items ? allowedIn(shape.items) : 'of any kind'}`;
    case 'null':
      return 'nothing';
    default:
      return shape.maxLength === undefined ? 'text' : `text of at most ${shape.maxLength} characters`;
  }
}

/** A value as it may stand in a sentence: short, and without what a terminal would obey. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a section';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  const text = String(value).replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, ' ');
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return typeof value === 'string' ? `“${short}”` : short;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Shape): string {
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const bounds = [
    least !== undefined ? `at least ${least}` : '',
    most !== undefined ? `at most ${most}` : '',
    exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : '',
    exclusiveMaximum !== undefined ? `below ${exclusiveMaximum}` : '',
  ].filter((bound) => bound !== '');
  return bounds.length > 0 ? ` ${bounds.join(' and ')}` : '';
}

function oneOf(names: readonly string[]): string {
  return names.length === 1
    ? (names[0] as string)
    : `one of ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
