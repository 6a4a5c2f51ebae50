import { existsSync } from 'node:fs';
import { ConfigError } from '#base/errors.ts';
import { backupFolder } from './backups.ts';
import type { SettingPath } from './merge.ts';

/** Both from 1. */
export interface Place {
  line: number;
  column: number;
}

/** What is wrong with a setting, as half a sentence. */
export interface Problem {
  path: SettingPath;
  message: string;
  /** The known name that looks most like the one that is unknown. */
  nearest?: string;
  /** The name itself is wrong, not what it is set to. */
  isUnknown?: true;
  /** Where in the file; without it, it was not written there. */
  place?: Place;
}

/** One problem as a line for people and programs. */
export function problemLine(file: string, { message, place }: Problem): string {
  return place ? `${file}:${place.line}:${place.column}: ${message}` : message;
}

/** The first of `problems` in one sentence, with its place, how many more there are, and how to go on. */
export function settingsError(file: string, problems: readonly Problem[], cause?: unknown): ConfigError {
  const [first, ...others] = problems;
  const place = first?.place && ` (${file}:${first.place.line}:${first.place.column})`;
  const more = others.length > 0 ? ` ${others.length} more: say “ask-nix config check”.` : '';
  const sentence = place ? `The settings are wrong: ${first.message}${place}` : `${first?.message}`;
  const end = sentence.endsWith('?') ? '' : '.';
  return new ConfigError('bad-settings', `${sentence}${end}${more}${wayOn(file, first)}`, {
    cause,
  });
}

function wayOn(file: string, problem: Problem | undefined): string {
  if (!problem?.place) return '';
  return existsSync(backupFolder(file))
    ? ' Correct it, or say “ask-nix config rollback” for the settings before.'
    : ' Correct it, or move the file away: without it all settings are the usual ones.';
}
