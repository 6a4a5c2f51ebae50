import { parse } from 'yaml';
import { checkSettings, unknownSetting } from './check.ts';
import { type Written, withValue } from './merge.ts';
import type { Problem } from './problem.ts';
import { isSectionShape, settingsBelow, shapeAt } from './shape.ts';

/** What `text` means for the setting at `path`, beside what is `written`; or what is wrong with it. */
export function parseValue(
  path: readonly string[],
  text: string,
  written: Written,
): { value: unknown } | { problem: Problem } {
  const shape = shapeAt(path, written);
  if (!shape) return { problem: unknownSetting(path, written) };
  if (isSectionShape(shape)) {
    const inside = settingsBelow(written, path).map((found) => found.join('.'));
    return { problem: { path, message: `${path.join('.')} is a section: set one of ${inside.join(', ')}` } };
  }
  const value = shape.type === 'string' || shape.enum ? text : asYaml(text);
  const checked = checkSettings(withValue(written, path, value));
  const problems = 'problems' in checked ? checked.problems : [];
  const own = problems.find((problem) => path.every((name, depth) => problem.path[depth] === name));
  return own ? { problem: own } : { value };
}

/** What is no YAML is text. */
function asYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', maxAliasCount: 0 }) as unknown;
  } catch {
    return text;
  }
}
