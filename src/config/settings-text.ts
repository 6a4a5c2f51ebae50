import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { ConfigError } from '#base/errors.ts';
import { type Problem, settingsError } from './problem.ts';

/** Far more than all settings take. */
const MOST_BYTES = 100_000;

/** The text in a settings file; undefined when there is none. Throws `ConfigError` `unreadable` or `bad-settings`. */
export function readSettingsText(file: string): string | undefined {
  const bytes = readSettingsBytes(file);
  return bytes && textOf(file, bytes);
}

/** Throws `ConfigError` `unreadable`, or `bad-settings` when it is no file that could hold settings. */
export function readSettingsBytes(file: string): Buffer | undefined {
  try {
    const found = statSync(file);
    if (!found.isFile()) throw wrongFile(file, 'it is no file');
    if (found.size > MOST_BYTES) throw wrongFile(file, `it is larger than ${MOST_BYTES} bytes`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw unreadable(file, String(code), error);
    if (code === 'ENOENT' && isLink(file))
      throw unreadable(file, 'it is a link to a file that is not there', error);
    return undefined;
  }
}

/** Bytes as text. Throws `ConfigError` `bad-settings` with the place of what is no text. */
export function textOf(file: string, bytes: Buffer): string {
  const decoded = decodeSettings(bytes);
  if (typeof decoded === 'string') return decoded;
  throw settingsError(file, [decoded]);
}

/** Bytes as text, or what in them is no text. */
export function decodeSettings(bytes: Buffer): string | Problem {
  if (!isUtf8(bytes)) return notText(bytes);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = text.search(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/);
  if (control < 0) return text;
  const before = text.slice(0, control).split('\n');
  const place = { line: before.length, column: (before.at(-1) as string).length + 1 };
  return { path: [], message: 'a character here is no text', place };
}

function notText(bytes: Buffer): Problem {
  const lines = bytes.toString('latin1').split('\n');
  const line = lines.findIndex((found) => !isUtf8(Buffer.from(found, 'latin1')));
  const bad = Buffer.from(lines[line] as string, 'latin1').toString('utf8');
  const place = { line: line + 1, column: bad.indexOf('\uFFFD') + 1 };
  return { path: [], message: 'a character here is not UTF-8', place };
}

function wrongFile(file: string, why: string): ConfigError {
  return settingsError(file, [
    { path: [], message: `no settings can be read: ${why}`, place: { line: 1, column: 1 } },
  ]);
}

function unreadable(file: string, why: string, cause: unknown): ConfigError {
  return new ConfigError('unreadable', `The settings in ${file} cannot be read: ${why}.`, { cause });
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
