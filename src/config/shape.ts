import { z } from 'zod';
import { Config } from './config.ts';
import { isSection, type SettingPath, valueAt, type Written } from './merge.ts';

/** What settings can be, as JSON Schema: plain data that can be walked. */
export interface Shape {
  type?: string;
  properties?: Readonly<Record<string, Shape>>;
  oneOf?: readonly Shape[];
  anyOf?: readonly Shape[];
  items?: Shape;
  required?: readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  default?: unknown;
  description?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  maxLength?: number;
}

let whole: Shape | undefined;

export function settingsShape(): Shape {
  whole ??= z.toJSONSchema(Config, { io: 'input', unrepresentable: 'any' }) as Shape;
  return whole;
}

/** The shape at `path`, among the kinds that `written` chose; undefined when there is no such setting. */
export function shapeAt(path: SettingPath, written: Written): Shape | undefined {
  let shape: Shape | undefined = settingsShape();
  for (let depth = 0; depth < path.length; depth++) {
    const name = path[depth] as string | number;
    shape = shape && insideOf(shape, valueAt(written, path.slice(0, depth)), name);
  }
  return shape;
}

function insideOf(shape: Shape, value: unknown, name: string | number): Shape | undefined {
  if (typeof name === 'number') return shape.items;
  const properties = propertiesOf(shape, value);
  if (Object.hasOwn(properties, name)) return properties[name];
  // The kind itself is known, whatever it was set to.
  return name === 'kind' && shape.oneOf ? { enum: kindsOf(shape) } : undefined;
}

/** What a section can hold, by its kind; nothing for what is no section. */
export function propertiesOf(shape: Shape, value: unknown): Readonly<Record<string, Shape>> {
  if (!shape.oneOf) return shape.properties ?? {};
  const kind = (isSection(value) ? value.kind : undefined) ?? valueAt(shape.default, ['kind']);
  const chosen = shape.oneOf.find((branch) => branch.properties?.kind?.const === kind);
  return chosen ? { ...chosen.properties, kind: { enum: kindsOf(shape), default: kind } } : {};
}

function kindsOf(shape: Shape): readonly unknown[] {
  return (shape.oneOf ?? []).map((branch) => branch.properties?.kind?.const);
}

/** The kinds of a section that know `name`. */
export function kindsWith(shape: Shape, name: string): readonly unknown[] {
  return (shape.oneOf ?? [])
    .filter((branch) => Object.hasOwn(branch.properties ?? {}, name))
    .map((branch) => branch.properties?.kind?.const);
}

export function isSectionShape(shape: Shape): boolean {
  return shape.oneOf !== undefined || shape.properties !== undefined;
}

/** Every single setting below `path`, with the kinds that `written` chose. */
export function settingsBelow(
  written: Written,
  path: readonly string[] = [],
): readonly (readonly string[])[] {
  const shape = shapeAt(path, written);
  if (!shape) return [];
  if (!isSectionShape(shape)) return [path];
  const names = Object.keys(propertiesOf(shape, valueAt(written, path)));
  return names.flatMap((name) => settingsBelow(written, [...path, name]));
}

/** JSON Schema of a settings file, for editors. A section may leave out the kind that is usual. */
export function settingsSchema(version: number): object {
  const { properties, ...rest } = settingsShape();
  const sections = Object.entries(properties ?? {}).map(([name, shape]) => [name, withUsualKind(shape)]);
  const known = {
    version: { type: 'integer', minimum: 1, maximum: version },
    ...Object.fromEntries(sections),
  };
  return { ...rest, title: 'Settings of ask-nix', properties: known };
}

function withUsualKind(shape: Shape): Shape {
  if (!shape.oneOf) return shape;
  const usual = valueAt(shape.default, ['kind']);
  const branches = shape.oneOf.map((branch) =>
    branch.properties?.kind?.const === usual
      ? { ...branch, required: (branch.required ?? []).filter((name) => name !== 'kind') }
      : branch,
  );
  return { ...shape, oneOf: branches };
}
