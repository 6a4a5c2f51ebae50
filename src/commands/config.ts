import { existsSync } from 'node:fs';
import { ConfigError } from '#base/errors.ts';
import { changeSettings } from '#config/change.ts';
import type { SettingChange } from '#config/differences.ts';
import { listSettings, type SettingInForce } from '#config/list-settings.ts';
import { findProblems, inspectSettings, loadConfig } from '#config/load.ts';
import { SETTINGS_VERSION } from '#config/migrations.ts';
import { parseValue } from '#config/parse-value.ts';
import { type Problem, problemLine } from '#config/problem.ts';
import { rollbackSettings } from '#config/rollback.ts';
import { variableOf } from '#config/setting-variables.ts';
import { settingsSchema } from '#config/shape.ts';
import { parseFlags } from './arguments.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';

const USAGE =
  'ask-nix config show | get PATH | set PATH VALUE | unset PATH | check | rollback | schema | path';

interface Asked extends CommandContext {
  file: string;
  words: readonly string[];
  json: boolean;
}

const VERBS: Readonly<Record<string, { words: number; run: (asked: Asked) => Promise<ExitCode> }>> = {
  show: { words: 0, run: show },
  get: { words: 1, run: get },
  set: { words: 2, run: set },
  unset: { words: 1, run: unset },
  check: { words: 0, run: check },
  rollback: { words: 0, run: rollback },
  schema: { words: 0, run: schema },
  path: { words: 0, run: path },
};

/** `config`: looks at the settings, changes one, goes back to those before. */
export async function config(context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseFlags(context.args, { json: { type: 'boolean', default: false } });
  const [name = '', ...words] = positionals;
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb?.words === words.length)
    return verb.run({ ...context, file: context.paths.configFile, words, json: values.json });
  const wrong =
    name === '' ? 'Say what to do.' : verb ? `“${name}” is used otherwise.` : `“${name}” is not known.`;
  throw new ConfigError('usage', `${wrong} ${USAGE}`);
}

async function show({ json, out, ...asked }: Asked): Promise<ExitCode> {
  const settings = await settingsInForce({ ...asked });
  for (const setting of settings) out(json ? JSON.stringify(setting) : lineOf(setting));
  return EXIT.done;
}

async function get({ json, out, words, ...asked }: Asked): Promise<ExitCode> {
  const [wanted = ''] = words;
  const settings = await settingsInForce(asked);
  const found = settings.find(({ path: name }) => name === wanted);
  if (!found) throw await unknown(asked.file, wanted);
  if (json) out(JSON.stringify(found));
  else if (found.value !== undefined) out(plain(found.value));
  return EXIT.done;
}

async function settingsInForce({ file, environment }: Pick<Asked, 'file' | 'environment'>) {
  const now = await loadConfig(file, environment, {});
  const { written } = await inspectSettings(file);
  return listSettings(now, written, environment);
}

async function set({ file, words, ...asked }: Asked): Promise<ExitCode> {
  const [name = '', text = ''] = words;
  const { written } = await inspectSettings(file);
  const parsed = parseValue(name.split('.'), text, written);
  if ('problem' in parsed) throw wrongUsage(parsed.problem);
  const { changes } = await changeSettings(file, [{ path: name, value: parsed.value }]);
  return tellChanges(changes, `${name} is ${plain(parsed.value)} already.`, name, asked);
}

async function unset({ file, words, ...asked }: Asked): Promise<ExitCode> {
  const [name = ''] = words;
  const { changes } = await changeSettings(file, [{ path: name, value: undefined }]);
  return tellChanges(changes, `${name} is not set in ${file}.`, name, asked);
}

function tellChanges(
  changes: readonly SettingChange[],
  nothing: string,
  name: string,
  { out, err, json, environment }: Pick<Asked, 'out' | 'err' | 'json' | 'environment'>,
): ExitCode {
  if (json) out(JSON.stringify({ changes }));
  else if (changes.length === 0) out(nothing);
  else for (const change of changes) out(changeLine(change));
  const variable = variableOf(name.split('.'), environment);
  if (variable !== undefined) err(`ask-nix: ${variable} is set, and overrules it.`);
  return changes.length === 0 ? EXIT.nothingToDo : EXIT.done;
}

async function check({ file, environment, json, out, err }: Asked): Promise<ExitCode> {
  const problems = await problemsOf(file, environment);
  if (json) {
    const told = problems.map(({ path: at, place, message, nearest }) => ({
      path: at.join('.'),
      message,
      nearest,
      ...place,
    }));
    out(JSON.stringify({ file, problems: told }));
  } else if (problems.length === 0)
    out(
      existsSync(file)
        ? `${file}: nothing to complain about.`
        : `There is no ${file}: all settings are the usual ones.`,
    );
  else for (const problem of problems) err(problemLine(file, problem));
  return problems.length === 0 ? EXIT.done : EXIT.failed;
}

async function problemsOf(file: string, environment: Asked['environment']): Promise<readonly Problem[]> {
  try {
    return await findProblems(file, environment);
  } catch (error) {
    if (error instanceof ConfigError) return [{ path: [], message: error.message }];
    throw error;
  }
}

async function rollback({ file, json, out }: Asked): Promise<ExitCode> {
  const done = await rollbackSettings(file);
  if (json) out(JSON.stringify(done ?? { changes: [] }));
  else if (!done) out(`No other version of ${file} was kept.`);
  else if (!done.changes) out(`The settings are those of ${done.version} again.`);
  else if (done.changes.length === 0) out('The text before is back; it sets the same.');
  else for (const change of done.changes) out(changeLine(change));
  return done ? EXIT.done : EXIT.nothingToDo;
}

async function schema({ out }: Asked): Promise<ExitCode> {
  out(JSON.stringify(settingsSchema(SETTINGS_VERSION), null, 2));
  return EXIT.done;
}

async function path({ file, json, out }: Asked): Promise<ExitCode> {
  out(json ? JSON.stringify({ path: file, exists: existsSync(file) }) : file);
  return EXIT.done;
}

async function unknown(file: string, name: string): Promise<ConfigError> {
  const { written } = await inspectSettings(file);
  const parsed = parseValue(name.split('.'), '', written);
  if ('problem' in parsed) return wrongUsage(parsed.problem);
  return new ConfigError('usage', `${name} is no setting of the kind in use.`);
}

function wrongUsage({ message }: Problem): ConfigError {
  return new ConfigError('usage', message.endsWith('?') ? message : `${message}.`);
}

function lineOf({ path: name, value, from, variable }: SettingInForce): string {
  const origin = from === 'environment' ? ` (${variable})` : from === 'file' ? ' (file)' : '';
  return `${name}: ${value === undefined ? 'not set' : plain(value)}${origin}`;
}

function changeLine({ path: name, from, to }: SettingChange): string {
  const was = from === undefined ? '' : ` It was ${plain(from)}.`;
  return to === undefined ? `${name} is no longer set.${was}` : `${name} is now ${plain(to)}.${was}`;
}

/** Text as it is, unless a terminal or an ear could take it for something else. */
function plain(value: unknown): string {
  return typeof value === 'string' && /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(value)
    ? value
    : JSON.stringify(value);
}
