import { isDeepStrictEqual } from 'node:util';
import { isSection, type Written } from './merge.ts';

/** A setting in two versions; undefined where it was not written. */
export interface SettingChange {
  path: string;
  from: unknown;
  to: unknown;
}

/** What is otherwise in `after` than in `before`, setting by setting. */
export function differences(before: Written, after: Written): readonly SettingChange[] {
  const old = flat(before);
  const now = flat(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, from: old.get(path), to: now.get(path) }))
    .filter(({ from, to }) => !isDeepStrictEqual(from, to));
}

/** Sections that hold nothing are none. */
function flat(written: Written, above = ''): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(written).flatMap(([name, value]): [string, unknown][] => {
      const path = `${above}${name}`;
      if (isSection(value)) return [...flat(value, `${path}.`)];
      return value === null ? [] : [[path, value]];
    }),
  );
}
