import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigError } from '#base/errors.ts';
import { Config } from './config.ts';
import { type Environment, SETTING_VARIABLES } from './environment.ts';

/** Settings as written, before defaults: section → key → value. */
export type Written = Record<string, unknown>;

/** File < environment < flags. Throws `ConfigError` naming the place of what is wrong. */
export async function loadConfig(file: string, environment: Environment, flags: Written): Promise<Config> {
  const written = merged(merged(await readSettings(file), fromEnvironment(environment)), flags);
  const result = Config.safeParse(withKinds(written));
  if (result.success) return result.data;
  throw new ConfigError(
    'bad-settings',
    `The settings are wrong: ${explained(result.error)} (file: ${file}).`,
    {
      cause: result.error,
    },
  );
}

async function readSettings(file: string): Promise<Written> {
  const text = readText(file);
  if (text === undefined) return {};
  // Most people have no settings, and reading YAML takes longer than answering.
  const { parse } = await import('yaml');
  try {
    const value: unknown = parse(text) ?? {};
    if (isSection(value)) return value;
  } catch (error) {
    throw new ConfigError('bad-settings', `${file} is not YAML: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new ConfigError('bad-settings', `${file} must hold settings as "name: value" lines.`);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ConfigError('unreadable', `The settings in ${file} cannot be read: ${code}.`, { cause: error });
  }
}

function fromEnvironment(environment: Environment): Written {
  return Object.entries(SETTING_VARIABLES).reduce<Written>((written, [variable, [section, key, holds]]) => {
    const value = environment[variable];
    if (value === undefined || value === '') return written;
    const isNumber = holds === 'number' && value.trim() !== '' && !Number.isNaN(Number(value));
    return merged(written, { [section]: { [key]: isNumber ? Number(value) : value } });
  }, {});
}

/** A section that leaves out its `kind` means the usual one. */
function withKinds(written: Written): Written {
  const usual = {
    nix: 'practice',
    microphone: 'device',
    recognizer: 'vosk',
    speaker: 'device',
    voice: 'espeak',
  };
  return Object.fromEntries(
    Object.entries(written).map(([section, value]) => [
      section,
      isSection(value) && section in usual ? { kind: usual[section as keyof typeof usual], ...value } : value,
    ]),
  );
}

/** Sections are merged by key; another `kind` replaces the section. */
function merged(below: Written, above: Written): Written {
  const result: Written = { ...below };
  for (const [section, value] of Object.entries(above)) {
    const old = result[section];
    const replaces = isSection(value) && 'kind' in value && !(isSection(old) && old.kind === value.kind);
    result[section] = isSection(value) && isSection(old) && !replaces ? { ...old, ...value } : value;
  }
  return result;
}

function isSection(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function explained(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'top level'}: ${message}`).join('; ');
}
