import { resolve } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { AskNixError, ConfigError, isAbort, ModelError } from '#base/errors.ts';
import { changeSettings } from '#config/change.ts';
import { loadConfig } from '#config/load.ts';
import { knownModel } from '#models/catalog.ts';
import { type ListedModel, listModels } from '#models/list.ts';
import { type ModelPlace, openModelPlace } from '#models/place.ts';
import type { ModelProgress } from '#models/progress.ts';
import { PATIENCE, type Pulled, pullModel } from '#models/pull.ts';
import { removeModel } from '#models/remove.ts';
import { resolveModel, unknownModel } from '#models/resolve.ts';
import { saySize } from '#phrasing/say-size.ts';
import { checkModel } from '#recognition/models.ts';
import { parseFlags } from './arguments.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';
import { modelProgressInWords, modelProgressPace } from './model-progress.ts';

const USAGE = 'ask-nix models list [--json] | pull NAME [--from FILE] | use NAME | remove NAME';

/** `models list|pull|use|remove`: which speech models there are, getting one and choosing it. */
export async function models(context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseFlags(context.args, {
    json: { type: 'boolean', default: false },
    from: { type: 'string' },
  });
  const [verb = 'list', name = '', ...more] = positionals;
  if (more.length > 0 || (verb === 'list' && name !== ''))
    throw new ConfigError('usage', `That is too much. ${USAGE}`);
  const place = openModelPlace(context.paths);
  if (verb === 'list') return list(context, place, values.json);
  if (name === '' && ['pull', 'use', 'remove'].includes(verb))
    throw new ConfigError('usage', `Say which model. ${USAGE}`);
  switch (verb) {
    case 'pull':
      return pull(context, place, name, values);
    case 'use':
      return use(context, place, name);
    case 'remove':
      return remove(context, place, name);
    default:
      throw new ConfigError('usage', `“${verb}” is not known. ${USAGE}`);
  }
}

async function list(context: CommandContext, place: ModelPlace, asJson: boolean): Promise<ExitCode> {
  let inUse: string | undefined;
  try {
    inUse = await folderInUse(context, place);
  } catch (error) {
    if (!(error instanceof AskNixError)) throw error;
    context.err(`ask-nix: ${error.message}`);
  }
  for (const model of listModels(place)) {
    const isInUse = resolve(model.folder) === inUse;
    context.out(asJson ? JSON.stringify(asRow(model, isInUse)) : inWords(model, isInUse));
  }
  return inUse === undefined ? EXIT.failed : EXIT.done;
}

async function pull(
  context: CommandContext,
  place: ModelPlace,
  name: string,
  { json, from }: { json: boolean; from?: string },
): Promise<ExitCode> {
  const { out, environment, paths, signal } = context;
  const model = knownModel(place.catalog, name);
  if (!model) throw unknownModel(name, place);
  if (model.kind === 'bundled') {
    out(`${model.name} comes with ask-nix: there is nothing to fetch.`);
    return EXIT.nothingToDo;
  }
  const isWorthTelling = modelProgressPace(systemClock);
  const options = { ...PATIENCE, environment, folder: paths.models, ...(from === undefined ? {} : { from }) };
  const tell = (progress: ModelProgress) => {
    if (isWorthTelling(progress))
      out(json ? JSON.stringify(progress) : modelProgressInWords(model.name, progress));
  };
  const { folder, wasThere } = await pulled(pullModel(model, options, signal), tell, context);
  if (json) out(JSON.stringify({ phase: 'done', name: model.name, folder, wasThere }));
  else if (wasThere) out(`${model.name} is installed already, in ${folder}.`);
  else out(`${model.name} is installed, in ${folder}. To hear with it: ask-nix models use ${model.name}`);
  return wasThere ? EXIT.nothingToDo : EXIT.done;
}

/** What `pulling` comes to in the end. */
async function pulled(
  pulling: AsyncGenerator<ModelProgress, Pulled>,
  tell: (progress: ModelProgress) => void,
  { err, signal }: CommandContext,
): Promise<Pulled> {
  try {
    for (;;) {
      const step = await pulling.next();
      if (step.done) return step.value;
      tell(step.value);
    }
  } catch (error) {
    if (isAbort(error, signal)) err('ask-nix: stopped. What came is kept: pull again to go on.');
    throw error;
  }
}

async function use(context: CommandContext, place: ModelPlace, name: string): Promise<ExitCode> {
  const { out, err, environment, paths } = context;
  const folder = resolve(resolveModel(name, place));
  const { canUseGrammar } = checkModel(folder);
  const isBundled = folder === resolve(paths.bundledModel);
  const model = listModels(place).find((listed) => resolve(listed.folder) === folder)?.name ?? folder;
  const value = isBundled ? undefined : model;
  const { changes } = await changeSettings(paths.configFile, [{ path: 'recognizer.model', value }]);
  out(changes.length === 0 ? `I hear with ${model} already.` : `From now on I hear with ${model}.`);
  if (!canUseGrammar) out('It cannot be told what to expect, so it may take one thing for another.');
  if (environment.ASK_NIX_MODEL) err('ask-nix: but ASK_NIX_MODEL is set, and counts for more.');
  return changes.length === 0 ? EXIT.nothingToDo : EXIT.done;
}

async function remove(context: CommandContext, place: ModelPlace, name: string): Promise<ExitCode> {
  const sought = knownModel(place.catalog, name)?.name ?? name;
  const model = listModels(place).find((listed) => listed.name === sought);
  if (!model) throw unknownModel(name, place);
  if (model.state === 'not fetched') {
    context.out(`${model.name} is not installed: there is nothing to remove.`);
    return EXIT.nothingToDo;
  }
  if (model.known?.kind !== 'bundled' && resolve(model.folder) === (await inUseIfThere(context, place))) {
    const message = `${model.name} is in use. Choose another first: ask-nix models use en-tiny.`;
    throw new ModelError('in-use', message);
  }
  await removeModel(model, place.folder);
  context.out(`${model.name} is removed.`);
  return EXIT.done;
}

/** A model that is in the settings and nowhere else is used by nobody. */
async function inUseIfThere(context: CommandContext, place: ModelPlace): Promise<string | undefined> {
  try {
    return await folderInUse(context, place);
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

async function folderInUse({ environment, paths }: CommandContext, place: ModelPlace): Promise<string> {
  const { recognizer } = await loadConfig(paths.configFile, environment, {});
  const named = recognizer.kind === 'vosk' ? recognizer.model : undefined;
  return resolve(named === undefined ? paths.bundledModel : resolveModel(named, place));
}

function asRow({ known, ...model }: ListedModel, inUse: boolean) {
  if (!known) return { ...model, inUse };
  const { fullName, language, about, memoryBytes, unpackedBytes } = known;
  const archiveBytes = known.kind === 'download' ? known.archiveBytes : 0;
  return { ...model, inUse, fullName, language, about, archiveBytes, unpackedBytes, memoryBytes };
}

function inWords({ name, state, known, canUseGrammar }: ListedModel, inUse: boolean): string {
  const what = `${name}: ${state}${inUse ? ', in use' : ''}.`;
  const grammar = canUseGrammar === false ? ' It cannot be told what to expect.' : '';
  if (!known) return `${what}${grammar}`;
  const fetch = known.kind === 'download' ? `${saySize(known.archiveBytes)} to fetch, ` : '';
  const sizes = `${fetch}${saySize(known.unpackedBytes)} on disk, ${saySize(known.memoryBytes)} of memory`;
  return `${what} It ${known.about}. ${sizes}.${grammar}`;
}
