import type { z } from 'zod';
import { allowedIn, shown } from './allowed.ts';
import { Config } from './config.ts';
import { type SettingPath, valueAt, type Written, withKinds } from './merge.ts';
import { nearName } from './near-name.ts';
import type { Problem } from './problem.ts';
import { kindsWith, propertiesOf, settingsBelow, settingsShape, shapeAt } from './shape.ts';

/** The settings that `written` stands for, with all defaults; or all that is wrong with it, without places. */
export function checkSettings(written: Written): { config: Config } | { problems: readonly Problem[] } {
  const whole = withKinds(written);
  const result = Config.safeParse(whole);
  if (result.success) return { config: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, whole)) };
}

function problemsOf(issue: z.core.$ZodIssue, written: Written): Problem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownSetting([...path, key], written));
  const shape = shapeAt(path, written);
  const name = path.join('.');
  if (!shape || issue.code === 'custom') return [{ path, message: `${name}: ${issue.message}` }];
  const value = valueAt(written, path);
  if (value === undefined) return [{ path, message: `${name} is missing: it must be ${allowedIn(shape)}` }];
  const nearest = typeof value === 'string' ? nearName(value, (shape.enum ?? []).map(String)) : undefined;
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  const message = `${name} must be ${allowedIn(shape)}, not ${shown(value)}${hint}`;
  return [{ path, message, ...(nearest !== undefined && { nearest }) }];
}

/** That there is no setting at `path`, and which one may be meant. */
export function unknownSetting(path: SettingPath, written: Written): Problem {
  const name = String(path.at(-1));
  const section = path.slice(0, -1);
  const there = shapeAt(section, written) ?? settingsShape();
  const kinds = kindsWith(there, name);
  const chosen = valueAt(written, [...section, 'kind']) ?? valueAt(there.default, ['kind']);
  if (kinds.length > 0 && name !== 'kind') {
    const message = `${path.join('.')} is no setting of ${section.join('.')}.kind ${chosen}, only of ${kinds.join(' and ')}`;
    return { path, message, isUnknown: true };
  }
  const beside = Object.keys(propertiesOf(there, valueAt(written, section)));
  const near = nearName(name, beside);
  const nearest = near === undefined ? elsewhere(name, written) : [...section, near].join('.');
  const hint = nearest === undefined ? '; “ask-nix config show” lists all' : `; did you mean ${nearest}?`;
  const message = `there is no setting ${shownPath(path)}${hint}`;
  return { path, message, isUnknown: true, ...(nearest !== undefined && { nearest }) };
}

/** A setting that was put into the wrong section. */
function elsewhere(name: string, written: Written): string | undefined {
  const all = settingsBelow(written);
  const last = nearName(
    name,
    all.map((path) => path.at(-1) as string),
  );
  return all.find((path) => path.at(-1) === last)?.join('.');
}

function shownPath(path: SettingPath): string {
  return shown(path.join('.')).slice(1, -1);
}
