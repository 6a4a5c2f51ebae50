import { Config } from './config.ts';

/** Settings as written, before defaults: section → key → value. */
export type Written = Readonly<Record<string, unknown>>;

/** A setting's place in the settings: `['voice', 'rate']`. */
export type SettingPath = readonly (string | number)[];

/** Sections are merged by key; another `kind` replaces the section. */
export function mergeSettings(below: Written, above: Written): Written {
  const result = new Map(Object.entries(below));
  for (const [section, value] of Object.entries(above)) {
    const old = result.get(section);
    const replaces = isSection(value) && 'kind' in value && !(isSection(old) && old.kind === value.kind);
    result.set(section, isSection(value) && isSection(old) && !replaces ? { ...old, ...value } : value);
  }
  return Object.fromEntries(result);
}

let usualKinds: ReadonlyMap<string, unknown> | undefined;

/** A section that leaves out its `kind` means the usual one; one that holds nothing is as good as none. */
export function withKinds(written: Written): Written {
  usualKinds ??= new Map(
    Object.entries(Config.parse({})).flatMap(([section, value]) =>
      isSection(value) && 'kind' in value ? [[section, value.kind] as const] : [],
    ),
  );
  const entries = Object.entries(written).flatMap(([section, value]) => {
    if (value === null && Object.hasOwn(Config.shape, section)) return [];
    const kind = usualKinds?.get(section);
    return [[section, kind !== undefined && isSection(value) ? { kind, ...value } : value] as const];
  });
  return Object.fromEntries(entries);
}

export function valueAt(written: unknown, path: SettingPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    written,
  );
}

/** `written` with the setting at `path` set to `value`; what it was made of is left as it is. */
export function withValue(written: Written, path: readonly string[], value: unknown): Written {
  const [name, ...rest] = path;
  if (name === undefined) return written;
  const inside = written[name];
  const next = rest.length > 0 ? withValue(isSection(inside) ? inside : {}, rest, value) : value;
  return { ...written, [name]: next };
}

export function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
